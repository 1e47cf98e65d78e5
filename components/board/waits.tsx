'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { useTimeText } from '../app/time-text';

/** Measured waits by class of goods, with the method: honest, or nothing. */
export function Waits({ waits }: { readonly waits: GateSnapshot['waits'] }) {
  const t = useTranslations('board');
  const goodsClass = useTranslations('goodsClass');
  const { duration } = useTimeText();
  const { number } = useFormatter();
  return (
    <section aria-labelledby="waits-title">
      <h2 id="waits-title" className="font-semibold text-muted wall:text-[1.85rem]">
        {t('waits')}
        <span className="hidden text-[1.35rem] font-normal wall:inline">{` · ${t('waitsMethodShort')}`}</span>
      </h2>
      {waits.length === 0 ? (
        <p className="mt-3 border-y border-rule py-4 text-muted wall:text-2xl">{t('noWaits')}</p>
      ) : (
        <dl className="mt-3 divide-y divide-rule border-y border-rule">
          {waits.slice(0, 6).map((wait, place) => (
            <div
              key={wait.class}
              className={`grid grid-cols-[1fr_auto] items-baseline gap-x-4 py-2 wall:grid-cols-[1fr_auto_11.5rem] wall:py-1.5 ${place > 2 ? 'wall:hidden' : ''}`}
            >
              <dt className="wall:text-[1.8rem] wall:whitespace-nowrap">{goodsClass(wait.class)}</dt>
              <dd className="figures text-right text-2xl leading-none wall:text-[3.3rem]">
                {duration(wait.medianMs)}
              </dd>
              <dd className="col-span-2 text-sm text-muted wall:hidden">
                {t('waitDetail', { p90: duration(wait.p90Ms), count: number(wait.count) })}
              </dd>
              <dd className="hidden text-right text-[1.35rem] whitespace-nowrap text-muted wall:block">
                {t('waitShort')} <span className="whitespace-nowrap">{duration(wait.p90Ms)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="mt-2 text-sm text-muted wall:hidden">{t('waitsMethod')}</p>
    </section>
  );
}
