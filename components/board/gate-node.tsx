'use client';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { Gate } from '@/domain/gate/gates';
import { LEVEL_FILL } from '../flow/level-colours';
import { nationalLevel, vehiclesWaiting } from '../flow/places';

/** One gate on the schematic: name, how many vehicles, its level, what left today; the whole node is the link. */
export function GateNode({
  gate,
  snapshot,
  longest,
}: {
  readonly gate: Gate;
  readonly snapshot: GateSnapshot | null;
  /** The province's longest queue, vehicles: the others are drawn in proportion. */
  readonly longest: number;
}) {
  const t = useTranslations('board');
  const locale = useLocale();
  const { number } = useFormatter();
  const waiting = snapshot === null ? null : vehiclesWaiting(snapshot);
  const level = waiting === null ? null : nationalLevel(waiting);
  const fill = level === null ? 'bg-edge' : LEVEL_FILL[level];
  const share = `${Math.min(100, (100 * (waiting ?? 0)) / Math.max(1, longest))}%`;
  return (
    <a
      href={`/board/${gate.code}`}
      className="group relative grid grid-cols-[1fr_auto] items-center gap-x-4 py-4 pr-6 no-underline lg:block lg:h-full lg:py-0 lg:pt-5 lg:pr-0 lg:pl-7 wall:pl-9"
    >
      {/* The queue grows from the border inland: down on a desk, leftwards on a phone. */}
      <span
        aria-hidden="true"
        style={{ height: share }}
        className={`absolute top-0 left-1 hidden w-3 rounded-b-full lg:block wall:w-4 ${fill}`}
      />
      <span
        aria-hidden="true"
        style={{ width: share }}
        className={`absolute right-0 bottom-0 h-1.5 rounded-l-full lg:hidden ${fill}`}
      />
      <span
        aria-hidden="true"
        className={`absolute top-1/2 -right-3 size-5 -translate-y-1/2 rounded-full border-4 border-paper lg:-top-0.5 lg:right-auto lg:left-0 wall:size-6 ${fill}`}
      />
      <span>
        <span className="block text-lg leading-tight font-bold text-balance underline-offset-4 lg:flex lg:min-h-[2.5em] lg:items-end group-hover:underline wall:text-[2rem]">
          {gate[locale]}
        </span>
        <span className="block text-sm text-muted wall:text-[1.4rem] wall:whitespace-nowrap">
          {locale === 'zh' ? gate.vi : <span lang="zh">{gate.zh}</span>}
          {' ⇄ '}
          <span lang="zh">{gate.counterpart.zh}</span>
        </span>
      </span>
      <span className="text-right lg:mt-3 lg:block lg:text-left">
        <span className="figures block text-4xl leading-none lg:text-5xl wall:text-[4.5rem]">
          {waiting === null ? t('noFigure') : number(waiting)}
        </span>
        {level === null || snapshot === null ? null : (
          <span className="block text-sm text-muted lg:mt-1 wall:text-xl">
            <span className="block">{t(`level.${level}`)}</span>
            <span className="hidden lg:block">
              {t('leftBoth', { count: number(snapshot.counts.export.left + snapshot.counts.import.left) })}
            </span>
          </span>
        )}
      </span>
    </a>
  );
}
