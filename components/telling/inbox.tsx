'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { placeOfTelling } from '@/domain/telling/place';
import type { InboxLine } from '../app/answers';
import { BothTimes } from '../app/both-times';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Hairlines } from '../ui/hairlines';
import { useTellingText } from './use-telling-text';

const LINK = 'inline-flex min-h-12 items-center text-link underline underline-offset-4';

/** Everything I was told, newest first (TE-2); opening the thing is reading the message. */
export function Inbox() {
  const t = useTranslations('telling.inbox');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const query = useQuery(trpc.telling.inbox.queryOptions(undefined, { refetchInterval: 20_000 }));
  const mark = useMutation(
    trpc.telling.markRead.mutationOptions({
      onSettled: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: trpc.telling.inbox.queryKey() }),
          queries.invalidateQueries({ queryKey: trpc.telling.unread.queryKey() }),
        ]),
    }),
  );
  const lines = query.data ?? [];
  return (
    <>
      <p>
        <a href="#home" className={LINK}>
          {t('back')}
        </a>
      </p>
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('title')}</h1>
      <p className="mt-1 flex flex-wrap gap-x-6">
        {lines.some(({ isRead }) => !isRead) ? (
          <Button
            tone="text"
            className="px-0!"
            busy={mark.isPending}
            onClick={() => mark.mutate({ messages: null })}
          >
            {t('markAll')}
          </Button>
        ) : null}
        <a href="/account#telling" className={LINK}>
          {t('settings')}
        </a>
      </p>
      <div className="mt-4">
        {query.error && !query.data ? (
          <Failure error={query.error} onRetry={() => query.refetch()} />
        ) : query.data === undefined ? (
          <Awaiting>{t('awaiting')}</Awaiting>
        ) : lines.length === 0 ? (
          <p className="border-y border-rule py-4 text-muted">{t('none')}</p>
        ) : (
          <Hairlines label={t('title')}>
            {lines.map((line) => (
              <Line
                key={line.messageId}
                line={line}
                onOpen={() => line.isRead || mark.mutate({ messages: [line.messageId] })}
              />
            ))}
          </Hairlines>
        )}
      </div>
    </>
  );
}

function Line({ line, onOpen }: { readonly line: InboxLine; readonly onOpen: () => void }) {
  const t = useTranslations('telling.inbox');
  const { title, text } = useTellingText()(line);
  return (
    <li className="py-3" data-read={line.isRead}>
      <a
        href={placeOfTelling(line.kind, line)}
        onClick={onOpen}
        className={`inline-flex min-h-11 items-center text-lg underline underline-offset-4 ${line.isRead ? 'text-ink' : 'font-bold text-ink'}`}
      >
        {title}
      </a>
      <p>{text}</p>
      <p className="text-sm text-muted">
        <BothTimes at={line.at} />
        {line.isRead ? null : <span className="font-semibold text-ink">{` · ${t('unread')}`}</span>}
      </p>
    </li>
  );
}
