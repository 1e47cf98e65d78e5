'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { QueuePicture } from '@/domain/flow/picture';
import { HOME, NEIGHBOUR } from '@/domain/flow/zones';
import { useTimeText } from '../app/time-text';
import { type RulerHour, scaleOf, stretchesOf, ticksOf } from './ruler';

const HOUR_MS = 3_600_000;
const LEFT = 80;
const RIGHT = 14;
/** From the top: our clock, windows, the queue, places by hour, the neighbour's clock. */
const ROWS = { home: 16, windows: 28, windowsTo: 44, top: 72, bottom: 244, places: 272, neighbour: 306 };
const WORD_WIDTH = 44;

/** Drawn in CSS pixels, so that its words keep their size on a phone. */
export function RulerChart({
  hours,
  queue,
  now,
  width,
  height,
}: {
  readonly hours: readonly RulerHour[];
  readonly queue: QueuePicture;
  readonly now: number;
  readonly width: number;
  readonly height: number;
}) {
  const t = useTranslations('flowDesk');
  const app = useTranslations('app');
  const { number } = useFormatter();
  const { clock } = useTimeText();
  const from = hours[0]?.hourStart ?? now;
  const to = from + hours.length * HOUR_MS;
  const hourWidth = (width - LEFT - RIGHT) / hours.length;
  const x = (at: number) => LEFT + ((at - from) / HOUR_MS) * hourWidth;
  const expected = hours.flatMap((hour) =>
    hour.expected === null ? [] : [{ at: hour.hourStart + HOUR_MS, ...hour.expected }],
  );
  const standing = queue.trial.input.standing;
  const { top, room } = scaleOf(hours, queue);
  const y = (vehicles: number) => ROWS.bottom - (Math.min(top, vehicles) / top) * (ROWS.bottom - ROWS.top);
  const points = [
    { at: Math.max(from, Math.min(now, to)), queue: standing, low: standing, high: standing },
    ...expected,
  ];
  const place = (at: number, vehicles: number) => `${x(at).toFixed(1)},${y(vehicles).toFixed(1)}`;
  const ticks = ticksOf(hours, hourWidth, WORD_WIDTH);
  const worst = expected.reduce((a, b) => (b.queue > a.queue ? b : a), points[0] ?? { at: now, queue: 0 });
  return (
    <svg
      width={width}
      height={height}
      role="img"
      aria-label={t('rulerText', {
        hours: hours.length,
        most: number(Math.round(worst.queue)),
        at: clock(worst.at),
      })}
      className="block text-ink"
      fill="currentColor"
      fontSize="13"
    >
      <defs>
        <pattern
          id="ruler-closed"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="2" height="6" fill="var(--edge)" />
        </pattern>
      </defs>
      <text x="0" y={ROWS.home} fill="var(--muted)">
        {app('hanoi')}
      </text>
      <text x="0" y={ROWS.neighbour} fill="var(--muted)">
        {app('beijing')}
      </text>
      <text x="0" y={ROWS.places} fill="var(--muted)">
        {t('axisPlaces')}
      </text>
      {stretchesOf(queue.open, { from: Math.max(from, Math.min(now, to)), to }).map((stretch) => (
        <g key={stretch.from}>
          {stretch.isOpen ? null : (
            <rect
              x={x(stretch.from)}
              y={ROWS.top}
              width={x(stretch.to) - x(stretch.from)}
              height={ROWS.bottom - ROWS.top}
              fill="var(--track)"
              opacity="0.5"
            />
          )}
          <rect
            x={x(stretch.from)}
            y={ROWS.windows}
            width={Math.max(1, x(stretch.to) - x(stretch.from) - 1)}
            height={ROWS.windowsTo - ROWS.windows}
            fill={stretch.isOpen ? 'var(--link)' : 'url(#ruler-closed)'}
          />
        </g>
      ))}
      {[0, top / 2, top].map((vehicles) => (
        <g key={vehicles}>
          <line x1={LEFT} x2={width - RIGHT} y1={y(vehicles)} y2={y(vehicles)} stroke="var(--rule)" />
          <text x={LEFT - 8} y={y(vehicles) + 4} textAnchor="end" fill="var(--muted)" className="figures">
            {number(vehicles)}
          </text>
        </g>
      ))}
      {room === null ? null : (
        <line
          x1={LEFT}
          x2={width - RIGHT}
          y1={y(room)}
          y2={y(room)}
          stroke="var(--ink)"
          strokeWidth="2"
          strokeDasharray="2 5"
        />
      )}
      <polygon
        points={[
          ...points.map(({ at, high }) => place(at, high)),
          ...points.toReversed().map(({ at, low }) => place(at, low)),
        ].join(' ')}
        fill="var(--edge)"
        opacity="0.45"
      />
      <polyline
        points={points.map(({ at, queue: vehicles }) => place(at, vehicles)).join(' ')}
        fill="none"
        stroke="var(--ink)"
        strokeWidth="3"
        strokeLinejoin="round"
      />
      {queue.warning === null || queue.warning.at >= to ? null : (
        <path
          d={`M${x(queue.warning.at + HOUR_MS)} ${y(queue.warning.queue) - 8}l9 -15h-18Z`}
          fill="var(--check)"
          stroke="var(--ink)"
          strokeWidth="1.5"
        />
      )}
      {hours.map(({ hourStart, places, openShare }) => (
        <text
          key={hourStart}
          x={x(hourStart) + hourWidth / 2}
          y={ROWS.places}
          textAnchor="middle"
          className="figures"
          fontSize="14"
          fill={openShare === 0 ? 'var(--muted)' : 'var(--ink)'}
        >
          {openShare === 0 ? '·' : number(places)}
        </text>
      ))}
      {ticks.map((at) => (
        <g key={at}>
          <line x1={x(at)} x2={x(at)} y1={ROWS.home + 6} y2={ROWS.bottom + 8} stroke="var(--rule)" />
          <text x={x(at)} y={ROWS.home} textAnchor="middle" className="figures" fontSize="14">
            {clock(at, HOME)}
          </text>
          <text
            x={x(at)}
            y={ROWS.neighbour}
            textAnchor="middle"
            className="figures"
            fontSize="14"
            fill="var(--muted)"
          >
            {clock(at, NEIGHBOUR)}
          </text>
        </g>
      ))}
    </svg>
  );
}
