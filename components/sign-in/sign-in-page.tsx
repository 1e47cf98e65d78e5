'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { PageFrame } from '../app/page-frame';
import { useTRPC } from '../app/trpc';
import { useMe } from '../app/use-me';
import { useTitle } from '../app/use-title';
import { Button, ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import { destinationOf } from './after-sign-in';
import { CodeForm } from './code-form';
import { IdentityButton } from './identity-button';
import { OwnPassword } from './own-password';
import { PasskeyButton } from './passkey-button';
import { hasPasskeys } from './passkey-device';
import { PasswordForm } from './password-form';

const WAYS = ['password', 'code', 'recover'] as const;
type Way = (typeof WAYS)[number];

/** The ways in: password, a code sent to the contact, a new password by such a code; and the way to an account. */
export function SignInPage() {
  const t = useTranslations('signIn');
  useTitle(t('title'));
  const trpc = useTRPC();
  const me = useMe();
  const ways = useQuery(trpc.account.ways.queryOptions(undefined, { staleTime: 60_000 }));
  const [way, setWay] = useState<Way>('password');
  const [given, setGiven] = useState<string | null>(null);
  const hasCodes = ways.data?.codes === true;

  if (given !== null)
    return (
      <PageFrame width="form">
        <OwnPassword given={given} />
      </PageFrame>
    );
  return (
    <PageFrame width="form">
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">
        {way === 'recover' ? t('recoverTitle') : t('title')}
      </h1>
      <p className="mt-2 text-lg text-muted">{way === 'password' ? t('text') : t(`${way}Text`)}</p>
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
      {way === 'password' ? (
        <PasswordForm onMustChange={setGiven} />
      ) : (
        <CodeForm key={way} purpose={way === 'code' ? 'sign-in' : 'recover'} />
      )}
      {ways.data !== undefined && hasPasskeys(ways.data.passkeyHost) && way === 'password' ? (
        <div className="mt-4">
          <PasskeyButton />
        </div>
      ) : null}
      {ways.data?.identity && way === 'password' ? <IdentityButton name={ways.data.identity} /> : null}
      {hasCodes ? (
        <div className="mt-4 grid gap-3">
          {WAYS.filter((each) => each !== way).map((each) => (
            <Button
              key={each}
              tone={each === 'recover' ? 'text' : 'outline'}
              wide
              onClick={() => setWay(each)}
            >
              {t(`way.${each}`)}
            </Button>
          ))}
        </div>
      ) : null}
      <p className="mt-6 text-muted">{t(hasCodes ? 'helpStaff' : 'help')}</p>
      <p className="mt-6 border-t border-rule pt-5">
        {t('noAccount')}{' '}
        <a
          href="/register"
          className="inline-flex min-h-11 items-center font-semibold text-link underline underline-offset-4"
        >
          {t('register')}
        </a>
      </p>
    </PageFrame>
  );
}
