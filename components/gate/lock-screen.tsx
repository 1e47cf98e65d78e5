'use client';
import { lazy, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { useNow } from '@/components/app/use-now';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { LockedSession } from '@/offline/react/gate-session';
import type { UnlockOutcome } from '@/offline/unlock/shift-doors';
import { ConnectionAdvice } from './connection-advice';
import { DoorFrame } from './door-frame';
import { PassphraseForm } from './passphrase-form';
import { PinForm } from './pin-form';
import { SyncBadge } from './sync-badge';
import { TabletLine } from './tablet-line';

const EnrolScreen = lazy(() => import('./enrol-screen').then((loaded) => ({ default: loaded.EnrolScreen })));
const SignInForm = lazy(() => import('./sign-in-form').then((loaded) => ({ default: loaded.SignInForm })));

type View = 'unlock' | 'sign-in' | 'anew';

/**
 * Cold, only a passphrase or a passkey opens and nobody is named; with the key in memory a name and a PIN do. What is
 * unsent is sent meanwhile.
 */
export function LockScreen({ session }: { readonly session: LockedSession }) {
  const t = useTranslations('gate.lock');
  const words = useTranslations('shift.lock');
  const { duration } = useTimeText();
  const now = useNow(1000);
  const [view, setView] = useState<View>('unlock');
  const [byPassphrase, setByPassphrase] = useState(false);
  const [outcome, setOutcome] = useState<UnlockOutcome | null>(null);
  const { doors } = session;
  const withPin = doors.officers.filter(({ key, hasPin }) => hasPin && key !== doors.first?.key);
  const takesPin = withPin.length > 0;
  const waitSeconds =
    doors.waitUntil === null || now === null ? 0 : Math.max(0, Math.ceil((doors.waitUntil - now) / 1000));

  async function attempt(work: Promise<UnlockOutcome>): Promise<UnlockOutcome> {
    const result = await work;
    setOutcome(result);
    if (result.kind === 'passphrase-only') setByPassphrase(true);
    if (result.kind === 'sign-in-lapsed') setView('sign-in');
    return result;
  }

  if (view === 'anew') return <EnrolScreen enrol={session.enrolAgain} onCancel={() => setView('unlock')} />;
  const said =
    outcome === null || outcome.kind in { open: 0, wrong: 0, wait: 0, 'second-needed': 0 }
      ? null
      : outcome.kind;
  return (
    <DoorFrame
      title={view === 'sign-in' ? words('signInTitle') : t('title')}
      aside={<SyncBadge sync={session.sync} onPress={() => void session.exchangeNow()} />}
    >
      <TabletLine enrolment={session.enrolment} />
      <ConnectionAdvice sync={session.sync} />
      {doors.first === null ? null : (
        <Notice role="status">
          <p className="font-semibold">
            {words('second', { name: doors.first.name, length: duration(doors.first.silentMs) })}
          </p>
          <Button tone="text" onClick={doors.giveUp}>
            {words('giveUp')}
          </Button>
        </Notice>
      )}
      {said === null || !(said in SAID) ? null : (
        <Notice tone="fault" role="alert">
          <p className="font-semibold">{words(SAID[said as keyof typeof SAID])}</p>
        </Notice>
      )}
      {view === 'sign-in' ? (
        <SignInForm
          signIn={session.signIn}
          onCancel={() => {
            setView('unlock');
            setOutcome(null);
          }}
        />
      ) : (
        <>
          {takesPin && !byPassphrase ? (
            <PinForm
              key={doors.first?.key}
              officers={withPin}
              submit={words('byPin')}
              onPin={(key, pin) => attempt(doors.byPin(key, pin))}
            />
          ) : (
            <PassphraseForm
              waitSeconds={waitSeconds}
              onPassphrase={(passphrase) => attempt(doors.byPassphrase(passphrase))}
            />
          )}
          {doors.byPasskey === null ? null : (
            <Button
              tone="outline"
              size="tablet"
              wide
              onClick={() => doors.byPasskey && void attempt(doors.byPasskey())}
            >
              {words('byPasskey')}
            </Button>
          )}
          <div className="flex flex-wrap gap-x-6">
            {takesPin ? (
              <Button tone="text" onClick={() => setByPassphrase((is) => !is)}>
                {byPassphrase ? words('usePin') : words('usePassphrase')}
              </Button>
            ) : null}
            <Button tone="text" onClick={() => setView('sign-in')}>
              {words('signIn')}
            </Button>
            <Button tone="text" onClick={() => setView('anew')}>
              {t('anew')}
            </Button>
          </div>
        </>
      )}
    </DoorFrame>
  );
}

/** What is said above the form; a wrong PIN or passphrase is said at its box. */
const SAID = {
  'passphrase-only': 'passphrase-only',
  'same-officer': 'same-officer',
  'sign-in-lapsed': 'sign-in-lapsed',
  'no-passkey': 'no-passkey',
  'signed-out': 'signed-out',
} as const;
