'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { useTimeText } from '../app/time-text';

/** Who keeps whom waiting, both directions: agency, vehicles, the longest of them (rule 2). */
export function KeptWaiting({
  waiting,
  now,
}: {
  readonly waiting: GateSnapshot['waiting'] | null;
  readonly now: number;
}) {
  const t = useTranslations('board');
  const desk = useTranslations('flowDesk');
  const agency = useTranslations('agency');
  const { number } = useFormatter();
  const { duration } = useTimeText();
  return (
    <section aria-labelledby="kept-title">
      <h3 id="kept-title" className="text-xl font-bold">
        {t('waitedFor')}
      </h3>
      <p className="text-sm text-muted">{desk('bothDirections')}</p>
      {waiting === null || waiting.length === 0 ? (
        <p className="mt-2 border-y border-rule py-3 text-muted">
          {waiting === null ? t('awaiting') : t('nobodyWaitedFor')}
        </p>
      ) : (
        <dl className="mt-2 divide-y divide-rule border-y border-rule">
          {waiting.map((entry) => (
            <div key={entry.agency} className="grid grid-cols-[1fr_3rem_6rem] items-baseline gap-x-3 py-1.5">
              <dt>{agency(entry.agency)}</dt>
              <dd className="figures text-right text-xl leading-none">{number(entry.count)}</dd>
              <dd className="text-right text-sm whitespace-nowrap text-muted">
                <span className="sr-only">{`${t('longest')} `}</span>
                {duration(now - entry.longestSince)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
