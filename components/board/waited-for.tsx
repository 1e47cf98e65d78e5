'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';

/** Who is being waited for, at how many vehicles, and for how long at most (rule 2). */
export function WaitedFor({ waiting }: { readonly waiting: GateSnapshot['waiting'] }) {
  const t = useTranslations('board');
  const agency = useTranslations('agency');
  const { number } = useFormatter();
  const { duration } = useTimeText();
  const now = useNow(15_000);
  return (
    <section aria-labelledby="waiting-title">
      <h2 id="waiting-title" className="font-semibold text-muted wall:text-[1.85rem]">
        {t('waitedFor')}
      </h2>
      {waiting.length === 0 ? (
        <p className="mt-3 border-y border-rule py-4 text-muted wall:text-2xl">{t('nobodyWaitedFor')}</p>
      ) : (
        <dl className="mt-3 divide-y divide-rule border-y border-rule">
          {waiting.slice(0, 6).map((entry, place) => (
            <div
              key={entry.agency}
              className={`grid grid-cols-[1fr_auto] items-baseline gap-x-4 py-2 wall:grid-cols-[1fr_auto_11rem] wall:py-1.5 ${place > 2 ? 'wall:hidden' : ''}`}
            >
              <dt className="wall:text-[1.85rem]">{agency(entry.agency)}</dt>
              <dd className="figures text-right text-2xl leading-none wall:text-[3.3rem]">
                {number(entry.count)}
                <span className="text-base text-muted wall:text-2xl">{` ${t('vehicles')}`}</span>
              </dd>
              <dd className="col-span-2 text-sm text-muted wall:col-span-1 wall:text-right wall:text-[1.35rem] wall:whitespace-nowrap">
                {now === null ? null : (
                  <>
                    {t('longest')}{' '}
                    <span className="whitespace-nowrap">{duration(now - entry.longestSince)}</span>
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
