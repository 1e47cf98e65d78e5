'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CalendarRule } from '@/domain/flow/calendar';
import { clockText, type DrawnDay, drawWeek } from '@/domain/flow/edit-calendar';
import type { Gate } from '@/domain/gate/gates';
import { DIRECTIONS, type Direction } from '@/domain/shared/vocabulary';
import { SelectField } from '../ui/field';
import { PickField } from '../ui/pick-field';
import { DayAxis } from './day-axis';
import { useDateText } from './use-date-text';

const DAY = 1440;
const windowsText = ({ open }: DrawnDay): string =>
  open.map(({ from, to }) => `${clockText(from)}–${clockText(to)}`).join(', ');

/** Seven days from today: open and closed, and, where it differs, what the plan that holds says. */
export function WeekPicture({
  gate,
  calendar,
  holds,
  now,
}: {
  readonly gate: Gate;
  readonly calendar: readonly CalendarRule[];
  readonly holds: readonly CalendarRule[];
  readonly now: number;
}) {
  const t = useTranslations('flowPlan');
  const app = useTranslations('app');
  const directionWord = useTranslations('direction');
  const { weekday } = useDateText();
  const [direction, setDirection] = useState<Direction>('export');
  const [route, setRoute] = useState<string>('');
  const chosen = route === '' ? (gate.routes[0] ?? null) : route;
  const queue = { gateId: gate.code, route: chosen, direction };
  const before = drawWeek(holds, queue, now);
  return (
    <section aria-label={t('week')}>
      <div className="mb-4 grid max-w-xl gap-4 sm:grid-cols-2">
        <PickField
          label={t('direction')}
          value={direction}
          options={DIRECTIONS}
          nameOf={directionWord}
          onPick={setDirection}
        />
        {gate.routes.length > 1 ? (
          <SelectField
            label={t('route')}
            value={chosen ?? ''}
            onChange={(event) => setRoute(event.target.value)}
          >
            {gate.routes.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </SelectField>
        ) : null}
      </div>
      <div className="grid grid-cols-[5.5rem_1fr] items-center gap-x-3 sm:grid-cols-[7rem_1fr_11rem]">
        <span className="text-xs text-muted">{app('hanoi')}</span>
        <DayAxis clock="home" />
        <span className="hidden sm:block" />
        {drawWeek(calendar, queue, now).map((day, at) => {
          const was = before[at];
          const isChanged = was !== undefined && windowsText(was) !== windowsText(day);
          return (
            <div key={day.date} className="contents">
              <span className={`self-start pt-1 leading-snug ${at === 0 ? 'font-semibold' : ''}`}>
                {weekday(day.date)}
              </span>
              <DayBar day={day} was={isChanged ? was : null} />
              <span className="figures col-start-2 pb-2 text-sm sm:col-start-3 sm:pb-0 sm:text-base">
                {day.open.length === 0 ? t('closedDay') : windowsText(day)}
                {isChanged ? (
                  <span className="block text-sm text-muted">
                    {t('was', { what: was.open.length === 0 ? t('closedDay') : windowsText(was) })}
                  </span>
                ) : null}
              </span>
            </div>
          );
        })}
        <span className="text-xs text-muted">{app('beijing')}</span>
        <DayAxis clock="there" />
        <span className="hidden sm:block" />
      </div>
      <p className="mt-2 text-sm text-muted">{t('weekKey')}</p>
    </section>
  );
}

function DayBar({ day, was }: { readonly day: DrawnDay; readonly was: DrawnDay | null }) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${DAY} 40`}
      preserveAspectRatio="none"
      className="my-1 h-9 w-full text-link"
    >
      <rect width={DAY} height="28" className="fill-track" />
      {day.open.map(({ from, to }) => (
        <rect key={from} x={from} width={to - from} height="28" fill="currentColor" />
      ))}
      {[360, 720, 1080].map((x) => (
        <line
          key={x}
          x1={x}
          x2={x}
          y1="0"
          y2="28"
          className="stroke-paper"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {was?.open.map(({ from, to }) => (
        <line
          key={from}
          x1={from}
          x2={to}
          y1="35"
          y2="35"
          className="stroke-ink"
          strokeWidth="3"
          strokeDasharray="5 4"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
