'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import type { Invitation } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { errorCodeOf } from '../app/error-text';
import { Failure } from '../app/failure';
import { PageFrame } from '../app/page-frame';
import { useTRPC } from '../app/trpc';
import { useHash } from '../app/use-hash';
import { useTitle } from '../app/use-title';
import { NewPassword, newPasswordFault } from '../sign-in/new-password';
import { TroubleNotice } from '../sign-in/trouble-notice';
import { Awaiting } from '../ui/awaiting';
import { Button, ButtonLink } from '../ui/button';
import { TextField } from '../ui/field';
import { useProve } from './use-prove';

const TOKEN = /^[\w-]{32}$/;
const never = () => () => undefined;

/** An invitation's link: `/join#token`. What the fragment holds never reaches a log (FM-5). */
export function JoinPage() {
  const t = useTranslations('join');
  const trpc = useTRPC();
  const token = useHash();
  const isToken = TOKEN.test(token);
  const query = useQuery(trpc.firm.invitation.queryOptions({ token }, { enabled: isToken, retry: false }));
  // The page as it was built knows no link yet: it must not say that the link is over.
  const isHere = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const isOver = isHere && (!isToken || errorCodeOf(query.error) === 'AP-NONE');
  useTitle(query.data ? t('title', { firm: query.data.firm }) : t(isOver ? 'overTitle' : 'awaiting'));
  return (
    <PageFrame width="form">
      {query.data ? (
        <JoinForm token={token} invitation={query.data} />
      ) : isOver ? (
        <>
          <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('overTitle')}</h1>
          <p className="mt-2 text-lg">{t('overText')}</p>
          <p className="mt-6">
            <ButtonLink href="/sign-in" tone="outline">
              {t('signIn')}
            </ButtonLink>
          </p>
        </>
      ) : query.error ? (
        <Failure error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <Awaiting>{t('awaiting')}</Awaiting>
      )}
    </PageFrame>
  );
}

function JoinForm({ token, invitation }: { readonly token: string; readonly invitation: Invitation }) {
  const t = useTranslations('join');
  const role = useTranslations('firmRole');
  const trpc = useTRPC();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [isChecked, setChecked] = useState(false);
  const { prove, error, trouble, busy } = useProve();
  const { contact } = invitation;
  const join = useMutation(trpc.firm.join.mutationOptions());
  const faults = {
    name: name.trim().length < 2 ? t('nameFault') : null,
    password: newPasswordFault(password),
  };
  return (
    <>
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">
        {t('title', { firm: invitation.firm })}
      </h1>
      <p className="mt-2 text-lg">{t('as', { role: role(`name.${invitation.role}`), contact })}</p>
      <p className="mt-1 text-muted">{role(`may.${invitation.role}`)}</p>
      <form
        noValidate
        className="mt-8 space-y-6"
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (faults.name === null && faults.password === null)
            void prove(() => join.mutateAsync({ token, name: name.trim(), password }), { contact, password });
        }}
      >
        <ErrorNotice error={error} />
        <TroubleNotice trouble={trouble} />
        <TextField
          label={t('name')}
          autoComplete="name"
          maxLength={80}
          value={name}
          fault={isChecked ? faults.name : null}
          onChange={(event) => setName(event.target.value)}
        />
        <NewPassword value={password} fault={isChecked ? faults.password : null} onChange={setPassword} />
        <Button type="submit" size="large" wide busy={busy}>
          {t('submit')}
        </Button>
      </form>
    </>
  );
}
