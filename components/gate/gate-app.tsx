'use client';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { Awaiting } from '@/components/ui/awaiting';
import { Notice } from '@/components/ui/notice';
import { assertNever } from '@/domain/shared/result';
import { afterPaint } from '@/offline/react/after-paint';
import type { GateSession, Lack } from '@/offline/react/gate-session';
import { useGateSession } from '@/offline/react/use-gate-session';
import { DoorFrame } from './door-frame';
import { LockScreen } from './lock-screen';

/** A locked tablet must take keys at once; everything else is on board and is read when the lock is painted. */
const loadOpenApp = () => import('./open-app');
const OpenApp = lazy(() => loadOpenApp().then((loaded) => ({ default: loaded.OpenApp })));
const DoorScreen = lazy(() => import('./door-screen').then((loaded) => ({ default: loaded.DoorScreen })));
const SignedOutScreen = lazy(() =>
  import('./signed-out-screen').then((loaded) => ({ default: loaded.SignedOutScreen })),
);

/** One route, views on the client: nothing of it is fetched from the server once the shell is precached. */
export function GateApp() {
  const session = useGateSession();
  const { kind } = session;
  useEffect(() => {
    // What cannot be read now is asked for again when somebody unlocks.
    if (kind !== 'starting') afterPaint(() => void loadOpenApp().catch(() => undefined));
  }, [kind]);
  return <Suspense fallback={<Starting />}>{screenOf(session)}</Suspense>;
}

function screenOf(session: GateSession) {
  switch (session.kind) {
    case 'starting':
      return <Starting />;
    case 'unsupported':
      return <Unsupported lacks={session.lacks} />;
    case 'not-enrolled':
      return <DoorScreen session={session} />;
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
