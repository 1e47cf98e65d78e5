'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { QueuePicture } from '@/domain/flow/picture';
import { useTimeText } from '../app/time-text';
import { pathOf, sparkPoints } from '../flow/spark-points';

const WIDTH = 240;
const HEIGHT = 44;

/** What the neighbour takes: from whom we know it and since when, between which bounds, and what really left. */
export function AcceptanceCell({
  queue,
  snapshot,
  now,
}: {
  readonly queue: QueuePicture;
  readonly snapshot: GateSnapshot | null;
  readonly now: number;
}) {
  const t = useTranslations('flowDesk');
  const board = useTranslations('board');
  const neighbour = useTranslations('neighbour');
  const { number } = useFormatter();
  const { ago } = useTimeText();
  const { vehiclesPerHour, source, at, channel, toldBy, low, high } = queue.acceptance;
  // A sheet and a machine are named by what they are; a person by name.
  const teller = channel === 'sheet' || channel === 'link' ? neighbour(`channel.${channel}`) : toldBy;
  const whole = (value: number) => number(Math.round(value));
  return (
    <li className="py-3 lg:py-0">
      <h4 className="leading-tight text-muted">{t('takes')}</h4>
      <div className="mt-2 grid grid-cols-[auto_minmax(0,12rem)] items-start justify-between gap-x-6">
        <p className="figures text-3xl leading-none lg:text-5xl">
          {whole(vehiclesPerHour)}
          <span className="text-xl text-muted">{` ${board('perHour')}`}</span>
        </p>
        {snapshot === null ? null : <Exits snapshot={snapshot} queue={queue} />}
      </div>
      <p className="mt-1 text-sm text-muted">
        {board(`source.${source}`, { age: at === null ? board('noAge') : ago(at, now) })}
        {teller === null ? null : <span className="whitespace-nowrap">{` · ${teller}`}</span>}
        {low === null || high === null ? null : (
          <span className="block">{t('bounds', { low: whole(low), high: whole(high) })}</span>
        )}
      </p>
    </li>
  );
}

/** Vehicles that left in each past hour, and dashed across what the neighbour is believed to take. */
function Exits({ snapshot, queue }: { readonly snapshot: GateSnapshot; readonly queue: QueuePicture }) {
  const t = useTranslations('flowDesk');
  const { number } = useFormatter();
  const { clock } = useTimeText();
  const hours = snapshot.leftPerHour;
  const [oldest, newest] = [hours[0], hours.at(-1)];
  if (oldest === undefined || newest === undefined) return null;
  const left = hours.map((hour) => hour[queue.direction]);
  const rate = queue.acceptance.vehiclesPerHour;
  const top = Math.max(1, rate, ...left) * 1.08;
  const points = sparkPoints(left, top, WIDTH, HEIGHT);
  const last = points.at(-1);
  return (
    <div>
      <svg
        viewBox={`-4 -4 ${WIDTH + 8} ${HEIGHT + 8}`}
        role="img"
        aria-label={t('exitsText', { from: clock(oldest.hourStart), count: number(newest[queue.direction]) })}
        className="block w-full"
      >
        <line
          x1="0"
          x2={WIDTH}
          y1={HEIGHT - (rate / top) * HEIGHT}
          y2={HEIGHT - (rate / top) * HEIGHT}
          stroke="var(--edge)"
          strokeWidth="1.5"
          strokeDasharray="5 5"
        />
        <path d={pathOf(points)} fill="none" stroke="var(--ink)" strokeWidth="2.5" strokeLinejoin="round" />
        {last ? <circle cx={last.x} cy={last.y} r="4" fill="var(--ink)" /> : null}
      </svg>
      <p className="text-right text-sm text-muted">
        {t('exits', { count: number(newest[queue.direction]) })}
      </p>
    </div>
  );
}
