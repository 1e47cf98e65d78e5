'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CallPicture } from '@/domain/flow/picture';
import type { CrossingId } from '@/domain/shared/identity';
import { Plate } from '../plate/plate';
import { Button } from '../ui/button';

const ROWS_AT_ONCE = 8;
const isOver = (state: CallPicture['vehicles'][number]['state']) =>
  state === 'arrived' || state === 'recalled';

/** Plates with their state; those that are not over can be ticked for a recall or an answer of the yard. */
export function CalledVehicles({
  vehicles,
  ticked,
  onTick,
}: {
  readonly vehicles: CallPicture['vehicles'];
  readonly ticked: ReadonlySet<CrossingId>;
  readonly onTick: (id: CrossingId, on: boolean) => void;
}) {
  const t = useTranslations('flowDesk');
  const [drawn, setDrawn] = useState(ROWS_AT_ONCE);
  return (
    <>
      <ul className="mt-2 divide-y divide-rule">
        {vehicles.slice(0, drawn).map(({ crossingId, plate, state }) => (
          <li key={crossingId}>
            <label className="grid min-h-12 cursor-pointer grid-cols-[1.5rem_auto_1fr] items-center gap-x-3 py-1 has-disabled:cursor-default">
              <input
                type="checkbox"
                className="size-6 accent-link disabled:invisible"
                disabled={isOver(state)}
                checked={ticked.has(crossingId)}
                onChange={(event) => onTick(crossingId, event.target.checked)}
              />
              <Plate plate={plate} size="sm" />
              <span
                className={`text-right text-sm ${state === 'missed' ? 'font-bold' : isOver(state) ? 'text-muted' : ''}`}
              >
                {t(`vehicleState.${state}`)}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {vehicles.length > drawn ? (
        <Button tone="text" onClick={() => setDrawn(vehicles.length)}>
          {t('moreVehicles', { count: vehicles.length - drawn })}
        </Button>
      ) : null}
    </>
  );
}
