'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { GATES } from '@/domain/gate/gates';
import { Failure } from '../app/failure';
import { PageFrame } from '../app/page-frame';
import { LEVEL_FILL } from '../flow/level-colours';
import { nationalLevel, vehiclesWaiting } from '../flow/places';
import { Awaiting } from '../ui/awaiting';
import { FiguresAge } from './figures-age';
import { GateNode } from './gate-node';
import { useLiveProvince } from './use-live-gate';

const IN_ORDER = [...GATES].sort((a, b) => a.order - b.order);
const LEVELS = ['green', 'yellow', 'orange', 'red'] as const;

function ProvinceTotal({ snapshots }: { readonly snapshots: readonly GateSnapshot[] }) {
  const t = useTranslations('board');
  const { number } = useFormatter();
  const waiting = snapshots.reduce((sum, gate) => sum + vehiclesWaiting(gate), 0);
  const leftExport = snapshots.reduce((sum, gate) => sum + gate.counts.export.left, 0);
  const leftImport = snapshots.reduce((sum, gate) => sum + gate.counts.import.left, 0);
  const level = nationalLevel(waiting);
  return (
    <div className="flex flex-wrap items-end gap-x-10 gap-y-3">
      <p className="flex items-end gap-4">
        <span className="figures text-7xl leading-none sm:text-8xl wall:text-[9rem]">{number(waiting)}</span>
        <span className="pb-1 wall:text-3xl">
          <span className="block text-muted">{t('vehiclesWaiting')}</span>
          <span className="flex items-center gap-2 font-semibold">
            <span aria-hidden="true" className={`size-3.5 rounded-full ${LEVEL_FILL[level]}`} />
            {t(`level.${level}`)}
          </span>
        </span>
      </p>
      <p className="pb-1 text-muted wall:text-3xl">
        {t('provinceLeft', { export: number(leftExport), import: number(leftImport) })}
      </p>
    </div>
  );
}

/** All gates along the border, north-west to south-east; a scheme, not a map. */
export function ProvinceBoard() {
  const t = useTranslations('board');
  const { snapshots, error, retry } = useLiveProvince();
  const newest = snapshots?.reduce<number | null>(
    (latest, gate) => (gate.newestEventAt === null ? latest : Math.max(latest ?? 0, gate.newestEventAt)),
    null,
  );
  const longest = Math.max(0, ...(snapshots ?? []).map(vehiclesWaiting));
  const oldest = snapshots?.length ? Math.min(...snapshots.map((gate) => gate.at)) : null;
  return (
    <div data-surface="wall">
      <PageFrame current="board" width="wall">
        <h1 className="text-3xl font-extrabold tracking-tight sm:text-5xl wall:text-[4.5rem]">
          {t('provinceTitle')}
        </h1>
        <div className="mt-5">
          {error ? <Failure error={error} onRetry={retry} /> : null}
          {snapshots === null && !error ? <Awaiting>{t('awaiting')}</Awaiting> : null}
          {snapshots === null ? null : <ProvinceTotal snapshots={snapshots} />}
        </div>
        <section aria-labelledby="line-title" className="mt-9 lg:mt-14">
          <h2 id="line-title" className="flex flex-wrap justify-between gap-x-4 text-muted wall:text-2xl">
            <span>{t('northWest')}</span>
            <span className="hidden lg:inline">{t('borderNeighbour')}</span>
            <span>{t('southEast')}</span>
          </h2>
          <ol className="mt-3 grid divide-y divide-rule border-r-4 border-dashed border-ink lg:h-[21rem] lg:grid-cols-8 lg:gap-3 wall:h-[30rem] lg:divide-y-0 lg:border-t-4 lg:border-r-0">
            {IN_ORDER.map((gate) => (
              <li key={gate.code}>
                <GateNode
                  longest={longest}
                  gate={gate}
                  snapshot={snapshots?.find((each) => each.gateId === gate.code) ?? null}
                />
              </li>
            ))}
          </ol>
        </section>
        <footer className="mt-auto flex flex-wrap items-center justify-between gap-x-10 gap-y-3 pt-10">
          <ul
            aria-label={t('levels')}
            className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-muted wall:text-xl"
          >
            {LEVELS.map((level) => (
              <li key={level} className="flex items-center gap-2">
                <span aria-hidden="true" className={`size-3 rounded-full ${LEVEL_FILL[level]}`} />
                {t(`levelSteps.${level}`)}
              </li>
            ))}
          </ul>
          {oldest === null ? null : <FiguresAge at={oldest} newestEventAt={newest ?? null} />}
        </footer>
      </PageFrame>
    </div>
  );
}
