'use client';
import { useTranslations } from 'use-intl';
import type { QueuedVehicle } from '@/domain/flow/picture';
import { Plate } from '../plate/plate';

/** Exactly who is called when the button is pressed, in this order. */
export function NextVehicles({
  vehicles,
  waiting,
}: {
  readonly vehicles: readonly QueuedVehicle[];
  readonly waiting: number;
}) {
  const t = useTranslations('flowDesk');
  const orderClass = useTranslations('flowDesk.orderClass');
  if (vehicles.length === 0)
    return (
      <p className="text-muted">{t(waiting === 0 ? 'nobodyToCall' : 'someToCall', { count: waiting })}</p>
    );
  return (
    <section
      aria-label={t('willBeCalled')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard
      tabIndex={0}
      className="max-h-96 overflow-y-auto border-y border-rule"
    >
      <ol className="divide-y divide-rule">
        {vehicles.map(({ crossingId, plate, class: order }, at) => (
          <li key={crossingId} className="grid grid-cols-[1.75rem_auto_1fr] items-center gap-x-3 py-1.5">
            <span className="figures text-right text-muted">{at + 1}</span>
            <Plate plate={plate} size="sm" />
            <span className="min-w-0 text-sm leading-tight text-muted">{orderClass(order)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
