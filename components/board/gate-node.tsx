'use client';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { Gate } from '@/domain/gate/gates';
import { LEVEL_FILL } from '../flow/level-colours';
import { levelOfProvince } from '../flow/level-face';
import { vehiclesWaiting } from '../flow/places';

/** One gate on the schematic: name, how many vehicles, its level, what left today; the whole node is the link. */
export function GateNode({
  gate,
  snapshot,
}: {
  readonly gate: Gate;
  readonly snapshot: GateSnapshot | null;
}) {
  const t = useTranslations('board');
  const locale = useLocale();
  const { number } = useFormatter();
  const waiting = snapshot === null ? null : vehiclesWaiting(snapshot);
  const level = waiting === null ? null : levelOfProvince(waiting);
  return (
    <a
      href={`/board/${gate.code}`}
      className="group relative grid grid-cols-[1fr_auto] items-center gap-x-4 py-3 pr-8 no-underline lg:flex lg:h-full lg:flex-col lg:items-start lg:pt-9 lg:pr-0"
    >
      <span
        aria-hidden="true"
        className={`absolute top-1/2 -right-2.5 size-5 -translate-y-1/2 rounded-full border-4 border-paper lg:top-0 lg:right-auto lg:left-0 ${level === null ? 'bg-edge' : LEVEL_FILL[level]}`}
      />
      <span>
        <span className="block text-lg font-bold underline-offset-4 group-hover:underline wall:text-[2rem]">
          {gate[locale]}
        </span>
        <span className="block text-sm text-muted wall:text-2xl">
          {locale === 'zh' ? gate.vi : <span lang="zh">{gate.zh}</span>}
          {' ⇄ '}
          <span lang="zh">{gate.counterpart.zh}</span>
        </span>
      </span>
      <span className="text-right lg:mt-3 lg:text-left">
        <span className="figures block text-4xl leading-none lg:text-5xl wall:text-[4.5rem]">
          {waiting === null ? t('noFigure') : number(waiting)}
        </span>
        <span className="block text-sm text-muted wall:text-xl">
          {level === null ? null : t(`level.${level}`)}
          {snapshot === null
            ? null
            : ` · ${t('leftBoth', { count: number(snapshot.counts.export.left + snapshot.counts.import.left) })}`}
        </span>
      </span>
    </a>
  );
}
