'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { LEVELS } from '@/domain/flow/neighbour';
import type { NeighbourLink, NeighbourPicture } from '../app/answers';
import { useTimeText } from '../app/time-text';

/** By what ways we hear them, when we last did, and what is missing. */
export function LinkState({
  link,
  heard,
  now,
}: {
  readonly link: NeighbourLink | null;
  readonly heard: NeighbourPicture['heard'];
  readonly now: number;
}) {
  const t = useTranslations('neighbour.link');
  const { ago } = useTimeText();
  const { number } = useFormatter();
  const machine = link?.heard.at ?? heard.machine;
  const lastOf = (level: (typeof LEVELS)[number]) => (level === 'machine' ? machine : heard[level]);
  return (
    <section aria-labelledby="link-title">
      <h3 id="link-title" className="sr-only">
        {t('title')}
      </h3>
      <dl className="grid divide-y divide-rule border-y border-rule sm:grid-cols-3 sm:divide-x sm:divide-y-0">
        {LEVELS.map((level) => {
          const at = lastOf(level);
          return (
            <div key={level} className="py-3 sm:px-5 sm:first:pl-0 sm:last:pr-0">
              <dt className="text-muted">{t(level)}</dt>
              <dd className="text-lg font-semibold">
                {at === null ? t('never') : t('heard', { age: ago(at, now) })}
              </dd>
              {level === 'machine' && link !== null ? (
                <dd className="text-sm text-muted">
                  {link.isReached || machine !== null
                    ? [
                        link.heard.missing > 0 ? t('gap', { count: number(link.heard.missing) }) : t('noGap'),
                        ...(link.told.waiting > 0
                          ? [t('unheard', { count: number(link.told.waiting) })]
                          : []),
                      ].join(' · ')
                    : t('notReached')}
                </dd>
              ) : null}
            </div>
          );
        })}
      </dl>
    </section>
  );
}
