'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { useOpenGates } from '../app/use-gates';
import { pathOf } from '../flow/spark-points';
import { type BorderPoint, borderLine, borderPoints, rowTop } from './border-points';
import { GateNode } from './gate-node';

/** The dashed line is the border, the other country above it; thin lines lead to what is written of each gate. */
function Scheme({ points }: { readonly points: readonly BorderPoint[] }) {
  const border = pathOf(borderLine(points));
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className="absolute inset-0 hidden size-full lg:block"
    >
      <path d={`${border}L100 0L0 0Z`} fill="var(--track)" opacity="0.55" />
      {points.map(({ x, y, row }) => (
        <path
          key={x}
          d={`M${x} ${y}V${rowTop(row)}`}
          stroke="var(--edge)"
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      <path
        d={border}
        fill="none"
        stroke="var(--ink)"
        strokeWidth="5"
        strokeDasharray="16 12"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** All gates along the border, north-west to south-east: a scheme, not a map. A list on a phone. */
export function BorderMap({ snapshots }: { readonly snapshots: readonly GateSnapshot[] | null }) {
  const t = useTranslations('board');
  const gates = useOpenGates();
  const points = useMemo(() => borderPoints(gates.length), [gates]);
  return (
    <section
      aria-label={t('map')}
      className="relative mt-6 lg:h-[34rem] wall:mt-2 wall:h-auto wall:min-h-0 wall:grow"
    >
      <Scheme points={points} />
      <p className="flex justify-between gap-x-4 pb-2 text-sm text-muted lg:absolute lg:inset-x-3 lg:top-1.5 wall:text-[1.6rem]">
        <span>{t('northWest')}</span>
        <span className="hidden lg:inline">{t('borderNeighbour')}</span>
        <span>{t('southEast')}</span>
      </p>
      <ol className="divide-y divide-rule border-y border-rule max-lg:border-r-4 max-lg:border-r-ink max-lg:[border-right-style:dashed] lg:divide-y-0 lg:border-y-0">
        {gates.map((gate, at) => {
          const point = points[at];
          return point === undefined ? null : (
            <GateNode
              key={gate.code}
              gate={gate}
              point={point}
              snapshot={snapshots?.find((each) => each.gateId === gate.code) ?? null}
            />
          );
        })}
      </ol>
    </section>
  );
}
