'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { LOCALES } from '@/domain/shared/locales';
import type { AnnouncementLine } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { AnnouncementForm } from './announcement-form';

const EVERY_MS = 20_000;

/** Who said it, since and until when, and how it ended. */
function useLife(now: number) {
  const t = useTranslations('announce');
  const { moment } = useTimeText();
  const nameOf = (by: string | null) => by ?? t('somebody');
  return ({ by, at, until, ended }: AnnouncementLine): string => {
    const made = t('madeBy', { by: nameOf(by), at: moment(at, now) });
    if (ended !== null)
      return `${made} · ${t('endedBy', { by: nameOf(ended.by), at: moment(ended.at, now) })}`;
    if (until === null) return `${made} · ${t('endless')}`;
    return `${made} · ${t(until > now ? 'to' : 'ranOut', { at: moment(until, now) })}`;
  };
}

function Line({
  one,
  now,
  onEnd,
  busy,
}: {
  readonly one: AnnouncementLine;
  readonly now: number;
  readonly onEnd: (() => void) | null;
  readonly busy: boolean;
}) {
  const t = useTranslations('announce');
  const locale = useLocale();
  const life = useLife(now);
  const others = LOCALES.filter((language) => language !== locale);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-8 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-80">
        <p className={onEnd === null ? 'text-muted' : 'text-lg font-semibold'}>{one.text[locale]}</p>
        {onEnd === null
          ? null
          : others.map((language) => (
              <p key={language} lang={language} className="text-muted">
                {one.text[language]}
              </p>
            ))}
        <p className="text-sm text-muted">{life(one)}</p>
      </div>
      {onEnd === null ? null : (
        <Button
          tone="outline"
          busy={busy}
          aria-label={t('endNamed', { text: one.text[locale] })}
          onClick={onEnd}
        >
          {t('end')}
        </Button>
      )}
    </li>
  );
}

/** What the gate says on its boards: the lines that stand there, who said them, and the form for a new one. */
export function Announcements({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('announce');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const now = useNow(15_000);
  const [isWriting, setWriting] = useState(false);
  const options = trpc.announcement.list.queryOptions({ gateId }, { refetchInterval: EVERY_MS });
  const query = useQuery(options);
  const refresh = () => {
    queries.invalidateQueries({ queryKey: options.queryKey }).catch(() => undefined);
  };
  const end = useMutation(trpc.announcement.end.mutationOptions({ onSettled: refresh }));
  const standing = query.data?.filter(({ holds }) => holds) ?? [];
  const over = query.data?.filter(({ holds }) => !holds) ?? [];
  return (
    <section aria-labelledby="announce-title">
      <h2 id="announce-title" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <p className="mb-4 max-w-prose text-muted">{t('lead')}</p>
      {query.error && !query.data ? <Failure error={query.error} onRetry={() => query.refetch()} /> : null}
      {query.isPending && !query.error ? <Awaiting>{t('awaiting')}</Awaiting> : null}
      <ErrorNotice error={end.error} />
      {query.data && now !== null ? (
        standing.length === 0 ? (
          <p className="border-y border-rule py-4 text-muted">{t('none')}</p>
        ) : (
          <ul aria-label={t('now')} className="divide-y divide-rule border-y border-rule">
            {standing.map((one) => (
              <Line
                key={one.id}
                one={one}
                now={now}
                busy={end.isPending}
                onEnd={() => end.mutate({ gateId, announcement: one.id })}
              />
            ))}
          </ul>
        )
      ) : null}
      <div className="mt-5">
        {isWriting ? (
          <AnnouncementForm
            gateId={gateId}
            onCancel={() => setWriting(false)}
            onMade={() => {
              setWriting(false);
              refresh();
            }}
          />
        ) : (
          <Button tone="outline" onClick={() => setWriting(true)}>
            {t('new')}
          </Button>
        )}
      </div>
      {over.length > 0 && now !== null ? (
        <details className="mt-6">
          <summary className="min-h-12 cursor-pointer py-3 font-semibold text-link">{t('before')}</summary>
          <ul className="divide-y divide-rule border-y border-rule">
            {over.map((one) => (
              <Line key={one.id} one={one} now={now} busy={false} onEnd={null} />
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}
