'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { useTimeText } from '../app/time-text';

/** Measured waits by class of goods, with the method: honest, or nothing. */
export function Waits({ waits }: { readonly waits: GateSnapshot['waits'] }) {
  const t = useTranslations('board');
  const { duration } = useTimeText();
  const { number } = useFormatter();
  return (
    <section aria-labelledby="waits-title" className="wall:flex wall:min-h-0 wall:grow wall:flex-col">
      <h2
        id="waits-title"
        className="font-semibold text-muted wall:text-[1.4rem] wall:leading-tight wall:whitespace-nowrap"
      >
        {t('waits')}
        <span className="font-normal">{` · ${t('waitsMethod')}`}</span>
      </h2>
      {waits.length === 0 ? (
        <p className="mt-2 border-y border-rule py-4 text-muted wall:py-2 wall:text-[1.85rem]">
          {t('noWaits')}
        </p>
      ) : (
        <dl className="mt-2 divide-y divide-rule border-y border-rule wall:mt-1 wall:flex wall:min-h-0 wall:grow wall:flex-col wall:flex-wrap wall:content-start wall:overflow-hidden wall:border-b-0">
          {waits.slice(0, 6).map((wait, place) => (
            <div
              key={wait.class}
              className={`grid grid-cols-[1fr_auto] items-baseline gap-x-4 py-2 wall:w-full wall:py-1 ${place > 2 ? 'wall:hidden' : ''}`}
            >
              <dt className="wall:figures wall:text-[3.35rem] wall:leading-none wall:whitespace-nowrap">
                {t(`goods.${wait.class}`)}
              </dt>
              <dd className="figures text-right text-2xl leading-none wall:text-[3.35rem]">
                {duration(wait.medianMs)}
              </dd>
              <dd className="col-span-2 text-right text-sm text-muted wall:hidden">
                {t('waitDetail', { p90: duration(wait.p90Ms), count: number(wait.count) })}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
