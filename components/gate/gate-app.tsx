'use client';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { recallGates } from '@/components/app/use-gates';
import { Awaiting } from '@/components/ui/awaiting';
import { Notice } from '@/components/ui/notice';
import { assertNever } from '@/domain/shared/result';
import { afterPaint } from '@/offline/react/after-paint';
import type { Person } from '@/offline/react/ask-me';
import type { GateSession, Lack, NotEnrolledSession } from '@/offline/react/gate-session';
import { useGateSession } from '@/offline/react/use-gate-session';
import { useTitle } from '../app/use-title';
import { DoorFrame } from './door-frame';
import { LockScreen } from './lock-screen';

/** A locked tablet must take keys at once; everything else is on board and is read when the lock is painted. */
const loadOpenApp = () => import('./open-app');
const OpenApp = lazy(() => loadOpenApp().then((loaded) => ({ default: loaded.OpenApp })));
const DoorWays = lazy(() => import('./door-ways').then((loaded) => ({ default: loaded.DoorWays })));
const OwnDoor = lazy(() => import('./door-ways').then((loaded) => ({ default: loaded.OwnDoor })));
const SignedOutScreen = lazy(() =>
  import('./signed-out-screen').then((loaded) => ({ default: loaded.SignedOutScreen })),
);

type StartingSession = Extract<GateSession, { kind: 'starting' }>;

/** One route, views on the client: nothing of it is fetched from the server once the shell is precached. */
export function GateApp() {
  useTitle(useTranslations('gate')('title'));
  const session = useGateSession();
  const { kind } = session;
  // What the sign-in page of this browser was told: a tablet that was never set up has nothing of its own.
  useEffect(recallGates, []);
  useEffect(() => {
    // What cannot be read now is asked for again when somebody unlocks; a browser that is no tablet yet needs none of it.
    if (kind === 'locked' || kind === 'signed-out')
      afterPaint(() => void loadOpenApp().catch(() => undefined));
  }, [kind]);
  return session.kind === 'starting' || session.kind === 'not-enrolled' ? (
    <Door session={session} />
  ) : (
    <Suspense fallback={<Starting />}>{screenOf(session)}</Suspense>
  );
}

function screenOf(session: Exclude<GateSession, { kind: 'starting' } | NotEnrolledSession>) {
  switch (session.kind) {
    case 'unsupported':
      return <Unsupported lacks={session.lacks} />;
    case 'signed-out':
      return <SignedOutScreen session={session} />;
    case 'locked':
      return <LockScreen session={session} />;
    case 'open':
      return <OpenApp session={session} />;
    default:
      return assertNever(session);
  }
}

/** Hydrated only to be replaced within a moment: nothing stands on it that could be pressed. */
function Starting() {
  const t = useTranslations('gate');
  return (
    <DoorFrame title={t('title')} isBare>
      <Awaiting>{t('starting')}</Awaiting>
    </DoorFrame>
  );
}

/**
 * Drawn by the server: whoever opens this page for the first time reads at once what to do, and the same words stand while
 * the disk is read and the parts arrive. A tablet shows that it starts.
 */
function Door({ session }: { readonly session: StartingSession | NotEnrolledSession }) {
  const t = useTranslations('shift.code');
  const [way, setWay] = useState<Person | 'code' | null>(null);
  const starts = session.kind === 'starting';
  const frame = (
    <DoorFrame title={t('title')} isBare={starts}>
      <p className="text-muted">{t('lead')}</p>
      {starts ? null : (
        <Suspense>
          <DoorWays session={session} isChosen={way === 'code'} onOwn={setWay} />
        </Suspense>
      )}
    </DoorFrame>
  );
  if (!starts && way !== null && way !== 'code')
    return (
      <Suspense fallback={frame}>
        <OwnDoor session={session} person={way} onCode={() => setWay('code')} />
      </Suspense>
    );
  return (
    <>
      <div className={starts ? 'tablet:hidden' : ''}>{frame}</div>
      {starts ? (
        <div className="hidden tablet:block">
          <Starting />
        </div>
      ) : null}
    </>
  );
}

function Unsupported({ lacks }: { readonly lacks: Lack }) {
  const t = useTranslations('gate');
  return (
    <DoorFrame title={t('title')}>
      <Notice tone="fault" role="alert">
        <p className="font-semibold">{t(`lacks.${lacks}`)}</p>
        <p>{t('lacksTodo')}</p>
      </Notice>
    </DoorFrame>
  );
}
