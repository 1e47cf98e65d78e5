'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import { BothTimes } from '../app/both-times';
import { postAuth } from '../sign-in/post-auth';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Hairlines } from '../ui/hairlines';
import { Notice } from '../ui/notice';
import { browserName } from './browser-name';

const KEY = ['own-sessions'];
const answerSchema = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      seenAt: z.number(),
      since: z.number(),
      address: z.string().nullable(),
      userAgent: z.string().nullable(),
      isThis: z.boolean(),
    }),
  ),
});

async function readSessions() {
  const response = await fetch('/api/auth/own-sessions');
  if (!response.ok) throw new Error(String(response.status));
  return answerSchema.parse(await response.json()).sessions;
}

async function must(path: string, body: unknown): Promise<void> {
  const answer = await postAuth(path, body);
  if (!answer.ok) throw new Error(answer.trouble);
}

/** Where I am signed in; what I do not know I end, one or all others at once (FM-9). */
export function OwnSessions() {
  const t = useTranslations('account');
  const app = useTranslations('app');
  const queries = useQueryClient();
  const [isDone, setDone] = useState(false);
  const query = useQuery({ queryKey: KEY, queryFn: readSessions });
  const anew = () => queries.invalidateQueries({ queryKey: KEY });
  const endOne = useMutation({
    mutationFn: (id: string) => must('/own-sessions/end', { id }),
    onSettled: anew,
  });
  const endOthers = useMutation({
    mutationFn: () => must('/revoke-other-sessions', {}),
    onSuccess: () => setDone(true),
    onSettled: anew,
  });
  const sessions = query.data ?? [];
  const hasFailed = query.isError || endOne.isError || endOthers.isError;
  return (
    <section aria-labelledby="sessions-title" className="mt-12">
      <h2 id="sessions-title" className="text-2xl font-bold">
        {t('sessions')}
      </h2>
      <p className="mt-1 text-muted">{t('sessionsHow')}</p>
      {hasFailed ? (
        <div className="mt-4">
          <Notice tone="fault" role="alert">
            <p>{t('failed')}</p>
            <p className="mt-2">
              <Button tone="outline" onClick={() => void anew()}>
                {app('retry')}
              </Button>
            </p>
          </Notice>
        </div>
      ) : null}
      {query.isPending ? <Awaiting>{t('awaitingSessions')}</Awaiting> : null}
      {sessions.length === 0 ? null : (
        <div className="mt-4">
          <Hairlines label={t('sessions')}>
            {sessions.map(({ id, seenAt, address, userAgent, isThis }) => {
              const name = browserName(userAgent) ?? t('unknownBrowser');
              return (
                <li
                  key={id}
                  className="flex flex-wrap items-center justify-between gap-x-6 py-3"
                  data-session={isThis ? 'this' : 'other'}
                >
                  <div className="min-w-0">
                    <p className="text-lg font-semibold">{name}</p>
                    <p className="text-muted">
                      {t('seen')} <BothTimes at={seenAt} />
                      {address ? ` · ${address}` : null}
                    </p>
                  </div>
                  {isThis ? (
                    <p className="font-semibold">{t('this')}</p>
                  ) : (
                    <Button
                      tone="text"
                      className="px-0!"
                      busy={endOne.isPending}
                      aria-label={t('endOf', { name })}
                      onClick={() => endOne.mutate(id)}
                    >
                      {t('end')}
                    </Button>
                  )}
                </li>
              );
            })}
          </Hairlines>
        </div>
      )}
      {sessions.length > 1 ? (
        <p className="mt-4">
          <Button tone="outline" busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t('endOthers')}
          </Button>
        </p>
      ) : null}
      {isDone ? (
        <p role="status" className="mt-3">
          {t('ended')}
        </p>
      ) : null}
    </section>
  );
}
