'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { QueuePicture } from '@/domain/flow/picture';
import { rulerHours, scaleOf } from './ruler';
import { RulerChart } from './ruler-chart';
import { RulerTable } from './ruler-table';
import { useWidth } from './use-width';

const HEIGHT = 330;
/** So many hours as leave room for a figure in each. */
const HOUR_WIDTH = 25;
const hoursIn = (width: number) => Math.max(8, Math.min(36, Math.floor((width - 60) / HOUR_WIDTH)));

/** The coming hours: when it is open, how many are taken in each, and what queue is expected, with its band. */
export function DayRuler({ queue, now }: { readonly queue: QueuePicture; readonly now: number }) {
  const t = useTranslations('flowDesk');
  const { box, width } = useWidth<HTMLDivElement>();
  const hours = useMemo(
    () => (width === null ? [] : rulerHours(queue.hours, queue.open, queue.forecast, hoursIn(width))),
    [queue, width],
  );
  return (
    <section aria-labelledby="ruler-title">
      <h3 id="ruler-title" className="text-xl font-bold">
        {t('rulerTitle')}
      </h3>
      <div ref={box} className="mt-3" style={{ minHeight: HEIGHT }}>
        {width === null || hours.length === 0 ? null : (
          <RulerChart hours={hours} queue={queue} now={now} width={width} height={HEIGHT} />
        )}
      </div>
      <RulerKey hasRoom={scaleOf(hours, queue).room !== null} />
      <RulerTable hours={hours} />
    </section>
  );
}

function RulerKey({ hasRoom }: { readonly hasRoom: boolean }) {
  const t = useTranslations('flowDesk.key');
  return (
    <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm text-muted">
      <li className="flex items-center gap-2">
        <span aria-hidden="true" className="h-3 w-6 bg-link" />
        {t('open')}
      </li>
      <li className="flex items-center gap-2">
        <span aria-hidden="true" className="h-3 w-6 border-2 border-dashed border-edge" />
        {t('closed')}
      </li>
      <li className="flex items-center gap-2">
        <span aria-hidden="true" className="h-1 w-6 bg-ink" />
        {t('queue')}
      </li>
      <li className="flex items-center gap-2">
        <span aria-hidden="true" className="h-3 w-6 bg-edge opacity-45" />
        {t('band')}
      </li>
      {hasRoom ? (
        <li className="flex items-center gap-2">
          <span aria-hidden="true" className="w-6 border-t-2 border-dotted border-ink" />
          {t('room')}
        </li>
      ) : null}
    </ul>
  );
}
