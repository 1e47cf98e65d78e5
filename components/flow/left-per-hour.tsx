'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { useTimeText } from '../app/time-text';
import { pathOf, sparkPoints } from './spark-points';

const WIDTH = 600;
const HEIGHT = 92;

/** Vehicles that left per hour, both directions as two lines; the planned export rate dashed across. */
export function LeftPerHour({ snapshot }: { readonly snapshot: GateSnapshot }) {
  const t = useTranslations('board');
  const { number } = useFormatter();
  const { clock } = useTimeText();
  const hours = snapshot.leftPerHour;
  const plan = snapshot.plan.export.vehiclesPerHour;
  const newest = hours.at(-1);
  const oldest = hours[0];
  if (!newest || !oldest) return null;
  const top = Math.max(1, plan, ...hours.map((hour) => Math.max(hour.export, hour.import))) * 1.08;
  const outward = sparkPoints(
    hours.map((hour) => hour.export),
    top,
    WIDTH,
    HEIGHT,
  );
  const inward = sparkPoints(
    hours.map((hour) => hour.import),
    top,
    WIDTH,
    HEIGHT,
  );
  const planY = HEIGHT - (plan / top) * HEIGHT;
  const last = outward.at(-1);
  return (
    <section aria-labelledby="left-title">
      <h2 id="left-title" className="font-semibold text-muted wall:text-[1.85rem]">
        {t('leftPerHour')}
      </h2>
      <svg
        viewBox={`-6 -6 ${WIDTH + 12} ${HEIGHT + 12}`}
        role="img"
        aria-label={t('leftPerHourText', {
          from: clock(oldest.hourStart),
          export: number(newest.export),
          import: number(newest.import),
          plan: number(plan),
        })}
        className="mt-2 block w-full"
      >
        <line
          x1="0"
          x2={WIDTH}
          y1={planY}
          y2={planY}
          stroke="var(--edge)"
          strokeWidth="2"
          strokeDasharray="9 9"
        />
        <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} stroke="var(--rule)" strokeWidth="2" />
        <path
          d={pathOf(inward)}
          fill="none"
          stroke="var(--muted)"
          strokeWidth="3"
          strokeDasharray="2 7"
          strokeLinecap="round"
        />
        <path
          d={pathOf(outward)}
          fill="none"
          stroke="var(--level-green)"
          strokeWidth="5"
          strokeLinejoin="round"
        />
        {last ? <circle cx={last.x} cy={last.y} r="6" fill="var(--level-green)" /> : null}
      </svg>
      <p className="mt-1 flex justify-between text-sm text-muted wall:text-[1.4rem]">
        <span>{clock(oldest.hourStart)}</span>
        <span>{t('sparkLegend')}</span>
        <span>{clock(newest.hourStart)}</span>
      </p>
    </section>
  );
}
