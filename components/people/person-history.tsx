'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { KeptPost } from '@/domain/access/change-person';
import type { GateId } from '@/domain/shared/identity';
import { BothTimes } from '../app/both-times';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';
import { usePostText } from './use-post-text';

const saidOf = (kept: KeptPost | null): string => [kept?.name, kept?.email].filter(Boolean).join(', ');

/** Who changed what about whom, when and why. */
export function PersonHistory({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('people');
  const trpc = useTRPC();
  const postText = usePostText();
  const query = useQuery(trpc.people.history.queryOptions({ gateId }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaitingHistory')}</Awaiting>;
  return (
    <section aria-labelledby="person-history">
      <h3 id="person-history" className="mb-3 text-2xl font-bold">
        {t('historyTitle')}
      </h3>
      {query.data.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('noHistory')}</p>
      ) : (
        <ol className="divide-y divide-rule border-y border-rule">
          {query.data.map(({ id, person, kind, before, after, reason, by, at }) => (
            <li key={id} className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[11rem_1fr]">
              <BothTimes at={at} />
              <div>
                <p>
                  <span className="font-semibold">{person}</span>
                  {` · ${t(`kind.${kind}`)}`}
                  {kind === 'corrected'
                    ? t('becomes', { post: [saidOf(before), saidOf(after)].join(' → ') })
                    : kind === 'moved' && before !== null && after !== null
                      ? t('becomes', { post: `${postText(before)} → ${postText(after)}` })
                      : after === null
                        ? ''
                        : t('becomes', { post: postText(after) })}
                </p>
                <p className="text-sm text-muted">{`${by} · ${reason}`}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
