'use client';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { PlanFault } from '@/domain/flow/check-plan';
import { lanesPerHour, type PlanContent } from '@/domain/flow/flow-plan';
import type { Gate } from '@/domain/gate/gates';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { Button } from '../ui/button';
import { DayAxis } from './day-axis';
import { FaultText } from './fault-text';
import { LaneRow } from './lane-row';
import type { ChangePlan } from './use-plan-draft';

const HOUR_MS = 3_600_000;

/** The lanes of the gate with what each takes and when it serves which way (FL-15). */
export function LanesSection({
  gate,
  content,
  faults,
  now,
  change,
}: {
  readonly gate: Gate;
  readonly content: PlanContent;
  readonly faults: readonly PlanFault[];
  readonly now: number;
  readonly change: ChangePlan | null;
}) {
  const t = useTranslations('flowPlan');
  const app = useTranslations('app');
  const directionWord = useTranslations('direction');
  const { number } = useFormatter();
  const [edited, setEdited] = useState<number | null>(null);
  const hour = now - (now % HOUR_MS);
  const perHour = (direction: (typeof DIRECTIONS)[number]) =>
    faults.some(({ path }) => path.startsWith('lanes.'))
      ? '–'
      : number(lanesPerHour(content, { gateId: gate.code, route: null, direction }, hour), {
          maximumFractionDigits: 1,
        });
  return (
    <section aria-labelledby="plan-lanes" className="space-y-4">
      <h3 id="plan-lanes" className="text-2xl font-bold">
        {t('lanesTitle', { count: content.lanes.length })}
      </h3>
      <p className="max-w-prose text-muted">{t('lanesHow')}</p>
      <p className="text-lg">
        {DIRECTIONS.map((direction) =>
          t('nowPerHour', { direction: directionWord(direction), count: perHour(direction) }),
        ).join(' · ')}
      </p>
      <div>
        <div className="grid grid-cols-[5.5rem_1fr] gap-x-3 sm:grid-cols-[7rem_1fr_11rem]">
          <span className="text-xs text-muted">{app('hanoi')}</span>
          <DayAxis clock="home" />
        </div>
        <ul className="divide-y divide-rule border-y border-rule">
          {content.lanes.map((lane, at) => (
            <LaneRow
              // A lane may have any name for a moment: its place in the list is what it is.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={at}
              gate={gate}
              lane={lane}
              path={`lanes.${at}`}
              faults={faults}
              isOpen={edited === at}
              onOpen={() => setEdited(edited === at ? null : at)}
              onChange={
                change === null
                  ? null
                  : (next, field) => change((plan) => ({ ...plan, lanes: plan.lanes.with(at, next) }), field)
              }
              onRemove={() => {
                setEdited(null);
                change?.((plan) => ({ ...plan, lanes: plan.lanes.toSpliced(at, 1) }));
              }}
            />
          ))}
        </ul>
        <div className="grid grid-cols-[5.5rem_1fr] gap-x-3 pt-1 sm:grid-cols-[7rem_1fr_11rem]">
          <span className="text-xs text-muted">{app('beijing')}</span>
          <DayAxis clock="there" />
        </div>
      </div>
      <p className="text-sm text-muted">{t('lanesKey')}</p>
      {DIRECTIONS.map((direction) => (
        <FaultText key={direction} faults={faults} path={`lanes.${direction}`} />
      ))}
      {change === null ? null : (
        <Button
          tone="outline"
          onClick={() => {
            setEdited(content.lanes.length);
            change((plan) => ({
              ...plan,
              lanes: [
                ...plan.lanes,
                {
                  name: '',
                  route: null,
                  vehiclesPerHour: 5,
                  serves: [{ direction: 'export', from: '00:00', to: '24:00' }],
                },
              ],
            }));
          }}
        >
          {t('addLane')}
        </Button>
      )}
    </section>
  );
}
