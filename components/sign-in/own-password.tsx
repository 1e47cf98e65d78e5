'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { destinationOf, wantedPage } from './after-sign-in';
import { TroubleNotice } from './trouble-notice';

/** As the centre asks (server/auth/auth.ts). */
const SHORTEST = 12;
type Fault = 'tooShort' | 'same' | 'differs';

/** Who came in with a password that was read out chooses an own one before anything else (AC-13). */
export function OwnPassword({ given }: { readonly given: string }) {
  const t = useTranslations('signIn');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [trouble, setTrouble] = useState<'unreachable' | 'later' | null>(null);
  const [busy, setBusy] = useState(false);

  const save = async () => {
    const found: Fault | null =
      first.length < SHORTEST ? 'tooShort' : first === given ? 'same' : first === second ? null : 'differs';
    setFault(found);
    if (found !== null || busy) return;
    setBusy(true);
    setTrouble(null);
    try {
      const response = await fetch('/api/auth/change-password', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ currentPassword: given, newPassword: first }),
      });
      if (!response.ok) return setTrouble('later');
      const me = await queries.fetchQuery(trpc.account.me.queryOptions(undefined, { staleTime: 0 }));
      if (me.kind !== 'person') return setTrouble('later');
      location.assign(destinationOf(me.role, wantedPage()));
    } catch {
      setTrouble('unreachable');
    } finally {
      setBusy(false);
    }
    return undefined;
  };

  return (
    <>
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('own.title')}</h1>
      <p className="mt-2 text-lg text-muted">{t('own.text')}</p>
      <form
        noValidate
        className="mt-8 space-y-6"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TroubleNotice trouble={trouble} />
        <TextField
          label={t('own.first')}
          hint={t('own.firstHint')}
          type="password"
          autoComplete="new-password"
          autoFocus
          value={first}
          fault={fault === 'tooShort' || fault === 'same' ? t(`own.${fault}`) : null}
          onChange={(event) => setFirst(event.target.value)}
        />
        <TextField
          label={t('own.second')}
          type="password"
          autoComplete="new-password"
          value={second}
          fault={fault === 'differs' ? t('own.differs') : null}
          onChange={(event) => setSecond(event.target.value)}
        />
        <Button type="submit" size="large" wide busy={busy}>
          {t('own.submit')}
        </Button>
      </form>
    </>
  );
}
