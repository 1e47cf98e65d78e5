'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { PageFrame } from '../app/page-frame';
import { useTRPC } from '../app/trpc';
import { useMe } from '../app/use-me';
import { Button, ButtonLink } from '../ui/button';
import { TextField } from '../ui/field';
import { Notice } from '../ui/notice';
import { destinationOf, wantedPage } from './after-sign-in';
import { OwnPassword } from './own-password';

type Trouble = 'empty' | 'wrong' | 'tooMany' | 'unreachable' | 'later';

/** The authority's own answer; a wrong password and an unknown address look alike on purpose. */
function troubleOf(status: number): Trouble {
  if (status === 429) return 'tooMany';
  return status >= 500 ? 'later' : 'wrong';
}

/** What the sign-in says of a password that a manager read out. */
const mustChange = (answer: unknown): boolean =>
  typeof answer === 'object' &&
  answer !== null &&
  'user' in answer &&
  typeof answer.user === 'object' &&
  answer.user !== null &&
  'mustChangePassword' in answer.user &&
  answer.user.mustChangePassword === true;

export function SignInPage() {
  const t = useTranslations('signIn');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const me = useMe();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  /** The password was one that was read out: an own one comes first (AC-13). */
  const [own, setOwn] = useState(false);

  const signIn = async () => {
    if (running.current) return;
    if (email.trim() === '' || password === '') return setTrouble('empty');
    running.current = true;
    setBusy(true);
    setTrouble(null);
    try {
      const response = await fetch('/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: email.trim(), password }),
      });
      if (!response.ok) return setTrouble(troubleOf(response.status));
      const said: unknown = await response.json();
      if (mustChange(said)) return setOwn(true);
      const answer = await queries.fetchQuery(trpc.account.me.queryOptions(undefined, { staleTime: 0 }));
      if (answer.kind !== 'person') return setTrouble('later');
      location.assign(destinationOf(answer.role, wantedPage()));
    } catch {
      setTrouble('unreachable');
    } finally {
      running.current = false;
      setBusy(false);
    }
    return undefined;
  };

  if (own)
    return (
      <PageFrame width="form">
        <OwnPassword given={password} />
      </PageFrame>
    );
  return (
    <PageFrame width="form">
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('title')}</h1>
      <p className="mt-2 text-lg text-muted">{t('text')}</p>
      {me.data?.kind === 'person' ? (
        <div className="mt-6">
          <Notice tone="plain" role="status">
            <p>{t('already', { name: me.data.name })}</p>
            <p className="mt-3">
              <ButtonLink href={destinationOf(me.data.role, null)} tone="outline">
                {t('goOn')}
              </ButtonLink>
            </p>
          </Notice>
        </div>
      ) : null}
      <form
        noValidate
        className="mt-8 space-y-6"
        onSubmit={(event) => {
          event.preventDefault();
          signIn().catch(() => setTrouble('unreachable'));
        }}
      >
        {trouble === null ? null : (
          <Notice tone="fault" role="alert">
            {t(`trouble.${trouble}`)}
          </Notice>
        )}
        <TextField
          label={t('email')}
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label={t('password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" size="large" wide busy={busy}>
          {busy ? t('signingIn') : t('submit')}
        </Button>
      </form>
      <p className="mt-6 text-muted">{t('help')}</p>
    </PageFrame>
  );
}
