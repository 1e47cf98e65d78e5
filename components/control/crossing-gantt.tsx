'use client';
import { useTranslations } from 'use-intl';
import type { CrossingState } from '@/domain/crossing/state';
import type { Process } from '@/domain/process/process';
import { useTimeText } from '../app/time-text';
import { useWaitName } from '../app/use-wait-name';
import { ganttOf } from './gantt';
import { useStepName } from './use-step-name';

/** A bar per agency and step: who kept the crossing waiting, and who still does. */
export function CrossingGantt({
  state,
  process,
  now,
}: {
  readonly state: CrossingState;
  readonly process: Process | null;
  readonly now: number;
}) {
  const t = useTranslations('control');
  const agency = useTranslations('agency');
  const waitName = useWaitName(useStepName(process));
  const { clock, duration } = useTimeText();
  const { start, end, bars } = ganttOf(state, now);
  const span = end - start;
  if (bars.length === 0) return <p className="text-muted">{t('noConfirmations')}</p>;
  return (
    <div>
      <ol className="divide-y divide-rule border-y border-rule">
        {bars.map((bar) => (
          <li
            key={`${bar.step}-${bar.agency}-${bar.from}-${waitName(bar)}`}
            className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1.5 py-2 md:grid-cols-[13rem_1fr_6rem]"
          >
            <span className="leading-tight">
              <span className="block font-semibold">{agency(bar.agency)}</span>
              <span className="block text-sm text-muted">{waitName(bar)}</span>
            </span>
            <span
              aria-hidden="true"
              className="relative col-span-2 row-start-2 h-3 rounded-full bg-track md:col-span-1 md:row-start-1 md:col-start-2"
            >
              <span
                className={`absolute inset-y-0 min-w-1.5 rounded-full ${bar.open ? 'bg-note-edge' : 'bg-link'}`}
                style={{
                  left: `${((bar.from - start) / span) * 100}%`,
                  width: `${((bar.to - bar.from) / span) * 100}%`,
                }}
              />
            </span>
            <span className="text-right">
              <span className="figures block text-lg">{duration(bar.to - bar.from)}</span>
              <span className="block text-sm text-muted">{bar.open ? t('stillWaiting') : clock(bar.to)}</span>
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-1 flex justify-between text-sm text-muted">
        <span>{clock(start)}</span>
        <span>{clock(end)}</span>
      </p>
    </div>
  );
}
