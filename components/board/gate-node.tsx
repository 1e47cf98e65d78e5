'use client';
import type { CSSProperties } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { Gate } from '@/domain/gate/gates';
import { useNow } from '../app/use-now';
import { LevelSign } from '../flow/level-sign';
import { nationalLevel, vehiclesWaiting } from '../flow/places';
import { type BorderPoint, rowTop } from './border-points';
import { useOpenText } from './gate-status';

/** Open in either direction: then passage is possible, and the gate's own board says more. */
const shownFlow = (flow: NonNullable<GateSnapshot['flow']>) =>
  !flow.export.open && flow.import.open ? flow.import : flow.export;

/** One gate of the scheme: its level by shape and number, name, how many vehicles, open until when. */
export function GateNode({
  gate,
  snapshot,
  point,
}: {
  readonly gate: Gate;
  readonly snapshot: GateSnapshot | null;
  readonly point: BorderPoint;
}) {
  const t = useTranslations('board');
  const locale = useLocale();
  const { number } = useFormatter();
  const now = useNow(15_000);
  const openText = useOpenText();
  const waiting = snapshot === null ? null : vehiclesWaiting(snapshot);
  const level = waiting === null ? null : nationalLevel(waiting);
  const place = {
    '--x': `${point.x}%`,
    '--y': `${point.y}%`,
    '--row': `${rowTop(point.row)}%`,
  } as CSSProperties;
  return (
    <li style={place} className="flex items-center gap-4 pr-5 lg:static lg:block lg:pr-0">
      <span className="flex lg:absolute lg:top-(--y) lg:left-(--x) lg:-translate-x-1/2 lg:-translate-y-1/2">
        <LevelSign level={level} className="size-9 lg:size-11 wall:size-[4.5rem]" />
      </span>
      <a
        href={`/board/${gate.code}`}
        data-gate={gate.code}
        className="group grid min-h-12 grow grid-cols-[1fr_auto] items-center gap-x-4 bg-paper py-3 no-underline lg:absolute lg:top-(--row) lg:left-(--x) lg:-ml-px lg:block lg:border-l-2 lg:border-edge lg:py-0 lg:pr-2 lg:pl-3 wall:pl-5"
      >
        <span>
          <span
            data-far
            className="block text-lg leading-tight font-bold whitespace-nowrap underline-offset-4 group-hover:underline wall:figures wall:text-[3.35rem] wall:leading-none wall:font-bold"
          >
            {gate[locale]}
          </span>
          <span className="block text-sm text-muted lg:hidden">
            {'⇄ '}
            <span lang="zh">{gate.counterpart.zh}</span>
          </span>
        </span>
        <span className="text-right lg:mt-1 lg:flex lg:items-baseline lg:gap-x-3 lg:text-left">
          <span data-far className="figures block text-4xl leading-none wall:text-[4.6rem]">
            {waiting === null ? t('noFigure') : number(waiting)}
          </span>
          <span className="block text-sm text-muted wall:figures wall:text-[2.2rem] wall:leading-none">
            {level === null ? null : t(`level.${level}`)}
          </span>
        </span>
        <span className="col-span-2 block text-sm text-muted lg:mt-1 wall:text-[1.5rem] wall:leading-tight">
          {snapshot === null || snapshot.flow === null || now === null ? null : (
            <span className="block font-semibold text-ink">{openText(shownFlow(snapshot.flow), now)}</span>
          )}
          {snapshot === null
            ? null
            : t('leftBoth', {
                count: number(snapshot.counts.export.left + snapshot.counts.import.left),
              })}
        </span>
      </a>
    </li>
  );
}
