'use client';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { processHash } from '../control/control-route';
import { Awaiting } from '../ui/awaiting';

/** Every process of a gate: which version is in force, how many vehicles go by it, and what is being written. */
export function ProcessList({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('process');
  const direction = useTranslations('direction');
  const kind = useTranslations('crossingKind');
  const locale = useLocale();
  const { moment } = useTimeText();
  const now = useNow(60_000);
  const trpc = useTRPC();
  const query = useQuery(trpc.process.list.queryOptions({ gateId }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data || now === null) return <Awaiting>{t('awaitingList')}</Awaiting>;
  return (
    <section aria-labelledby="process-list">
      <h2 id="process-list" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <p className="mt-1 mb-4 max-w-prose text-muted">{t('what')}</p>
      <ul className="divide-y divide-rule border-y border-rule">
        {query.data.map((line) => (
          <li key={line.id}>
            <a
              href={`#${processHash(gateId, line.id)}`}
              className="grid gap-x-6 gap-y-1 py-3 no-underline hover:bg-card md:grid-cols-[1fr_7rem_10rem_14rem] md:items-center"
            >
              <span className="min-w-0">
                <span className="block truncate font-semibold">{line.name[locale]}</span>
                <span className="block text-sm text-muted">
                  {`${direction(line.direction)} · ${kind(line.kind)} · ${t('steps', { count: line.steps })}`}
                </span>
              </span>
              <span className="figures text-lg">{t('version', { version: line.version })}</span>
              <span className="text-muted">{t('underway', { count: line.underway })}</span>
              <span className="text-sm">
                {line.draftSavedAt !== null ? (
                  <span className="font-semibold">
                    {t('beingWritten', { at: moment(line.draftSavedAt, now) })}
                  </span>
                ) : line.publishedAt !== null ? (
                  t('publishedAt', { at: moment(line.publishedAt, now) })
                ) : line.assumed ? (
                  <span className="text-muted">{t('assumedShort')}</span>
                ) : null}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
