'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BothTimes } from '@/components/app/both-times';
import { useTimeText } from '@/components/app/time-text';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { pinFault } from '@/domain/device/shift-rules';
import type { OpenSession } from '@/offline/react/gate-session';
import type { UnlockOutcome } from '@/offline/unlock/shift-doors';
import { PinForm } from './pin-form';
import { PinPad } from './pin-pad';
import { SignInForm } from './sign-in-form';

type View = 'shift' | 'sign-in' | 'pin' | 'sign-out';

/** Whose shift this is, and how it is handed over or ended. */
export function ShiftPanel({
  session,
  onDone,
}: {
  readonly session: OpenSession;
  readonly onDone: () => void;
}) {
  const [view, setView] = useState<View>('shift');
  const back = () => setView('shift');
  switch (view) {
    case 'shift':
      return <ShiftView session={session} onDone={onDone} onView={setView} />;
    case 'sign-in':
      return <SignInForm signIn={session.shift.signIn} onDone={onDone} onCancel={back} />;
    case 'pin':
      return <PinView setPin={session.shift.setPin} onBack={back} />;
    case 'sign-out':
      return <SignOutView session={session} onBack={back} />;
  }
}

function ShiftView({
  session,
  onDone,
  onView,
}: {
  readonly session: OpenSession;
  readonly onDone: () => void;
  readonly onView: (view: View) => void;
}) {
  const t = useTranslations('shift.panel');
  const { duration } = useTimeText();
  const [refused, setRefused] = useState(false);
  const { shift, officer } = session;
  return (
    <div className="flex flex-col gap-6">
      <div>
        <p className="text-2xl font-bold">{officer.name}</p>
        <p className="text-muted">
          {shift.endsAt === null ? (
            t('undated')
          ) : (
            <>
              {`${t('until')} `}
              <BothTimes at={shift.endsAt} />
            </>
          )}
        </p>
      </div>
      {shift.silent === null ? null : (
        <Notice>
          {t(shift.silent.second === null ? 'silentAlone' : 'silentTwo', {
            length: duration(shift.silent.ms),
          })}
        </Notice>
      )}
      <HandOver session={session} onDone={onDone} />
      <div className="flex flex-wrap gap-3">
        <Button tone="outline" size="tablet" onClick={() => onView('sign-in')}>
          {t('signInOther')}
        </Button>
        <Button tone="outline" size="tablet" onClick={() => onView('pin')}>
          {t(shift.hasPin ? 'changePin' : 'setPin')}
        </Button>
        {shift.hasPasskey || !shift.mayHavePasskey ? null : (
          <Button
            tone="outline"
            size="tablet"
            onClick={() => void shift.addPasskey().then((outcome) => setRefused(outcome === 'refused'))}
          >
            {t('addPasskey')}
          </Button>
        )}
      </div>
      {shift.hasPasskey ? <p className="text-muted">{t('passkeySet')}</p> : null}
      {refused && !shift.hasPasskey ? (
        <Notice tone="fault" role="alert">
          {t('passkeyRefused')}
        </Notice>
      ) : null}
      <div className="border-t border-rule pt-4">
        <Button tone="text" size="large" onClick={() => onView('sign-out')}>
          {t('signOut')}
        </Button>
      </div>
    </div>
  );
}

function HandOver({ session, onDone }: { readonly session: OpenSession; readonly onDone: () => void }) {
  const t = useTranslations('shift.panel');
  const lock = useTranslations('shift.lock');
  const [outcome, setOutcome] = useState<UnlockOutcome | null>(null);
  const { others, handOver } = session.shift;
  const withPin = others.filter(({ hasPin }) => hasPin);
  const kind = outcome?.kind;
  return (
    <section aria-labelledby="hand-over" className="border-t border-rule pt-4">
      <h3 id="hand-over" className="mb-3 text-xl font-bold">
        {t('handOver')}
      </h3>
      {others.length === 0 ? <p className="text-muted">{t('nobody')}</p> : null}
      {others
        .filter(({ hasPin }) => !hasPin)
        .map(({ key, name }) => (
          <p key={key} className="text-muted">
            {t('needsPin', { name })}
          </p>
        ))}
      {kind === 'passphrase-only' || kind === 'sign-in-lapsed' ? (
        <Notice tone="fault" role="alert">
          {lock(kind)}
        </Notice>
      ) : null}
      {withPin.length === 0 ? null : (
        <PinForm
          officers={withPin}
          submit={t('takeOver')}
          onPin={async (key, pin) => {
            const result = await handOver(key, pin);
            setOutcome(result);
            if (result.kind === 'open') onDone();
            return result;
          }}
        />
      )}
    </section>
  );
}

function PinView({
  setPin,
  onBack,
}: {
  readonly setPin: OpenSession['shift']['setPin'];
  readonly onBack: () => void;
}) {
  const t = useTranslations('shift.panel');
  const words = useTranslations('shift.pin');
  const [pin, change] = useState('');
  const [unfit, setUnfit] = useState(false);
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (pinFault(pin) !== null) setUnfit(true);
        else void setPin(pin).then(onBack);
      }}
    >
      <p className="text-muted">{words('hint')}</p>
      <PinPad
        value={pin}
        onChange={(next) => {
          change(next);
          setUnfit(false);
        }}
        fault={unfit ? words('unfit') : null}
        autoFocus
      />
      <Button type="submit" size="tablet" wide>
        {t('savePin')}
      </Button>
      <Button tone="text" size="large" onClick={onBack}>
        {t('back')}
      </Button>
    </form>
  );
}

function SignOutView({ session, onBack }: { readonly session: OpenSession; readonly onBack: () => void }) {
  const t = useTranslations('shift.panel');
  const [left, setLeft] = useState<number | null>(null);
  return (
    <div className="flex flex-col gap-5">
      <p className="text-lg">{t('signOutWhy')}</p>
      {left === null ? null : (
        <Notice tone="fault" role="alert">
          {t('memoryOnly', { count: left })}
        </Notice>
      )}
      <Button
        tone="danger"
        size="tablet"
        wide
        onClick={() =>
          void session.shift.signOut().then((outcome) => {
            if (outcome.kind === 'memory-only') setLeft(outcome.count);
          })
        }
      >
        {t('signOutNow')}
      </Button>
      <Button tone="text" size="large" onClick={onBack}>
        {t('back')}
      </Button>
    </div>
  );
}
