'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import { BothTimes } from '../app/both-times';
import { type BegunPasskey, makePasskey } from '../sign-in/passkey-device';
import { postAuth } from '../sign-in/post-auth';
import { Button, ButtonLink } from '../ui/button';
import { Hairlines } from '../ui/hairlines';
import { Notice } from '../ui/notice';
import { browserName } from './browser-name';

const KEY = ['own-passkeys'];
const answerSchema = z.object({
  passkeys: z.array(
    z.object({
      id: z.string(),
      since: z.number(),
      usedAt: z.number().nullable(),
      userAgent: z.string().nullable(),
    }),
  ),
});

async function readPasskeys() {
  const response = await fetch('/api/auth/passkeys');
  if (!response.ok) throw new Error(String(response.status));
  return answerSchema.parse(await response.json()).passkeys;
}

type Outcome = 'added' | 'refused' | 'notFresh' | 'full' | 'failed';

/** As many as one person may have: another way to say no than a session that is not fresh. */
const FULL = 409;

async function add(): Promise<Outcome> {
  const begun = await postAuth('/passkeys/begin', {});
  if (!begun.ok && begun.status === FULL) return 'full';
  // A session that is not fresh is refused like a wrong password.
  if (!begun.ok) return begun.trouble === 'wrong' ? 'notFresh' : 'failed';
  const made = await makePasskey(begun.said as BegunPasskey);
  if (made === null) return 'refused';
  const added = await postAuth('/passkeys/add', made);
  if (added.ok) return 'added';
  return added.status === FULL ? 'full' : 'failed';
}

/** The devices that let me in without a password. */
export function OwnPasskeys() {
  const t = useTranslations('account');
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const query = useQuery({ queryKey: KEY, queryFn: readPasskeys });
  const anew = () => queries.invalidateQueries({ queryKey: KEY });
  const adding = useMutation({ mutationFn: add, onSuccess: setOutcome, onSettled: anew });
  const remove = useMutation({
    mutationFn: (id: string) => postAuth('/passkeys/remove', { id }),
    onSuccess: ({ ok }) => setOutcome(ok ? null : 'failed'),
    onSettled: anew,
  });
  const passkeys = query.data ?? [];
  return (
    <section aria-labelledby="passkeys-title" className="mt-12">
      <h2 id="passkeys-title" className="text-2xl font-bold">
        {t('passkeys')}
      </h2>
      <p className="mt-1 text-muted">{t('passkeysHow')}</p>
      {passkeys.length === 0 ? (
        <p className="mt-4 border-y border-rule py-4 text-muted">
          {t(query.isError ? 'failed' : 'noPasskeys')}
        </p>
      ) : (
        <div className="mt-4">
          <Hairlines label={t('passkeys')}>
            {passkeys.map(({ id, since, usedAt, userAgent }) => {
              const name = browserName(userAgent) ?? t('unknownBrowser');
              return (
                <li
                  key={id}
                  data-passkey
                  className="flex flex-wrap items-center justify-between gap-x-6 py-3"
                >
                  <div className="min-w-0">
                    <p className="text-lg font-semibold">{name}</p>
                    <p className="text-muted">
                      {t(usedAt === null ? 'made' : 'used')} <BothTimes at={usedAt ?? since} />
                    </p>
                  </div>
                  <Button
                    tone="text"
                    className="px-0!"
                    busy={remove.isPending}
                    aria-label={t('removePasskeyOf', { name })}
                    onClick={() => remove.mutate(id)}
                  >
                    {t('removePasskey')}
                  </Button>
                </li>
              );
            })}
          </Hairlines>
        </div>
      )}
      <p className="mt-4">
        <Button tone="outline" busy={adding.isPending} onClick={() => adding.mutate()}>
          {t('addPasskey')}
        </Button>
      </p>
      {outcome === null ? null : (
        <div className="mt-3">
          <Notice
            tone={outcome === 'added' ? 'plain' : 'fault'}
            role={outcome === 'added' ? 'status' : 'alert'}
          >
            <p>{t(`passkey.${outcome}`)}</p>
            {outcome === 'notFresh' ? (
              <p className="mt-2">
                <ButtonLink href="/sign-in?next=%2Faccount" tone="outline">
                  {t('passkey.again')}
                </ButtonLink>
              </p>
            ) : null}
          </Notice>
        </div>
      )}
    </section>
  );
}
