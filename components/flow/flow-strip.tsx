'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { Meter } from '../ui/meter';
import { LEVEL_FILL } from './level-colours';
import { type PlaceFigure, placeFigures } from './places';

function PlaceCell({ figure }: { readonly figure: PlaceFigure }) {
  const t = useTranslations('board');
  const { number } = useFormatter();
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 py-3 lg:block lg:py-0">
      <h3 className="text-muted wall:text-[1.85rem]">{t(`place.${figure.place}`)}</h3>
      <p className="figures text-3xl leading-none lg:mt-2 lg:text-6xl wall:text-[5.75rem]">
        {number(figure.total)}
        {figure.capacity === null ? null : (
          <span className="text-xl text-muted lg:text-2xl wall:text-[2.4rem]">
            {` / ${number(figure.capacity)}`}
            <span className="sr-only">{t('capacity')}</span>
          </span>
        )}
      </p>
      <div className="col-span-2 mt-2 lg:mt-3">
        {figure.capacity === null || figure.level === null ? (
          <div className="hidden h-2 lg:block wall:h-3" />
        ) : (
          <Meter share={figure.total / figure.capacity} fill={LEVEL_FILL[figure.level]} />
        )}
      </div>
      <p className="col-span-2 mt-1 text-sm text-muted lg:mt-2 wall:text-[1.6rem]">
        {t('byDirection', { export: number(figure.export), import: number(figure.import) })}
      </p>
    </li>
  );
}

/** The dashed line is the border: across on a phone, upright on a desk or a wall. */
function BorderLine() {
  const t = useTranslations('board');
  return (
    <li
      aria-label={t('border')}
      className="my-2 border-t-4 border-dashed border-ink lg:my-0 lg:border-t-0 lg:border-l-4"
    />
  );
}

function NeighbourCell({ snapshot }: { readonly snapshot: GateSnapshot }) {
  const t = useTranslations('board');
  const { number } = useFormatter();
  const told = snapshot.plan.export.neighbour;
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 py-3 lg:block lg:py-0">
      <h3 className="text-muted wall:text-[1.85rem]">{t('neighbourTakes')}</h3>
      <p className="figures text-3xl leading-none lg:mt-2 lg:text-6xl wall:text-[5.75rem]">
        {number(told.vehiclesPerHour)}
        <span className="text-xl text-muted lg:text-2xl wall:text-[2.4rem]">{` ${t('perHour')}`}</span>
      </p>
      <div className="hidden h-2 lg:mt-3 lg:block wall:h-3" />
      <p className="col-span-2 mt-1 text-sm text-muted lg:mt-2 wall:text-[1.6rem]">
        {t('leftToday', { export: number(snapshot.counts.export.left) })}
      </p>
    </li>
  );
}

/** Staging yard → called → gate → yard → line ┊ neighbour, with what stands where and what fits. */
export function FlowStrip({ snapshot }: { readonly snapshot: GateSnapshot }) {
  const t = useTranslations('board');
  const { number } = useFormatter();
  return (
    <section aria-labelledby="flow-title" className="border-y border-rule py-2 lg:py-6 wall:py-4">
      <h2 id="flow-title" className="sr-only">
        {t('flow')}
      </h2>
      <ol className="divide-y divide-rule lg:grid lg:grid-cols-[repeat(5,1fr)_auto_1.25fr] lg:gap-6 lg:divide-y-0 wall:gap-9">
        {placeFigures(snapshot).map((figure) => (
          <PlaceCell key={figure.place} figure={figure} />
        ))}
        <BorderLine />
        <NeighbourCell snapshot={snapshot} />
      </ol>
      <p className="sr-only">{t('inlandToday', { import: number(snapshot.counts.import.left) })}</p>
    </section>
  );
}
