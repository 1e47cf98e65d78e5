'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { Meter } from '../ui/meter';
import { LEVEL_FILL } from './level-colours';
import { type PlaceFigure, placeFigures } from './places';

const CELL = 'grid grid-cols-[1fr_auto] items-baseline gap-x-3 py-3 lg:block lg:py-0';
const NAME = 'text-muted wall:figures wall:text-[3.35rem] wall:leading-none wall:whitespace-nowrap';
const FIGURE =
  'figures text-3xl leading-none lg:mt-2 lg:text-6xl wall:mt-1 wall:h-[5.25rem] wall:text-[5.25rem] wall:whitespace-nowrap';
const UNIT = 'text-xl text-muted lg:text-2xl wall:text-[3.35rem]';
const DETAIL =
  'col-span-2 mt-1 text-sm text-muted lg:mt-2 wall:mt-1 wall:text-[1.5rem] wall:leading-tight wall:whitespace-nowrap';

function PlaceCell({ figure, detail }: { readonly figure: PlaceFigure; readonly detail: string }) {
  const t = useTranslations('board');
  const { number } = useFormatter();
  return (
    <li data-place={figure.place} className={CELL}>
      <h3 className={NAME}>{t(`place.${figure.place}`)}</h3>
      <p className={FIGURE}>
        {number(figure.total)}
        {figure.capacity === null ? null : (
          <span className={UNIT}>
            {` / ${number(figure.capacity)}`}
            <span className="sr-only">{t('capacity')}</span>
          </span>
        )}
      </p>
      <div className="col-span-2 mt-2 lg:mt-3 wall:mt-2">
        {figure.capacity === null || figure.level === null ? (
          <div className="hidden h-2 lg:block wall:h-3" />
        ) : (
          <Meter share={figure.total / figure.capacity} fill={LEVEL_FILL[figure.level]} />
        )}
      </div>
      <p className={DETAIL}>{detail}</p>
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
  const { vehiclesPerHour, source } = snapshot.plan.export.neighbour;
  return (
    <li data-place="neighbour" className={CELL}>
      <h3 className={NAME}>{t('neighbourTakes')}</h3>
      <p className={FIGURE}>
        {number(vehiclesPerHour)}
        <span className={UNIT}>{` ${t('perHour')}`}</span>
      </p>
      <div className="hidden h-2 lg:mt-3 lg:block wall:mt-2 wall:h-3" />
      <p className={DETAIL}>
        {`${t(`sourceShort.${source}`)} · ${t('leftToday', { export: number(snapshot.counts.export.left) })}`}
      </p>
    </li>
  );
}

/** Staging yard → called → inside the gate ┊ neighbour, with what stands where and what fits. */
export function FlowStrip({ snapshot }: { readonly snapshot: GateSnapshot }) {
  const t = useTranslations('board');
  const { number } = useFormatter();
  const both = (stage: 'gate' | 'yard' | 'line') =>
    number(snapshot.counts.export[stage] + snapshot.counts.import[stage]);
  const detailOf = ({ place, export: outward, import: inward }: PlaceFigure) =>
    place === 'inside'
      ? t('insideParts', { gate: both('gate'), yard: both('yard'), line: both('line') })
      : t('byDirection', { export: number(outward), import: number(inward) });
  return (
    <section aria-labelledby="flow-title" className="border-t border-rule py-2 lg:py-6 wall:py-2">
      <h2 id="flow-title" className="sr-only">
        {t('flow')}
      </h2>
      <ol className="divide-y divide-rule lg:grid lg:grid-cols-[1fr_1fr_1fr_auto_1.15fr] lg:gap-8 lg:divide-y-0 wall:gap-10">
        {placeFigures(snapshot).map((figure) => (
          <PlaceCell key={figure.place} figure={figure} detail={detailOf(figure)} />
        ))}
        <BorderLine />
        <NeighbourCell snapshot={snapshot} />
      </ol>
      <p className="sr-only">{t('inlandToday', { import: number(snapshot.counts.import.left) })}</p>
    </section>
  );
}
