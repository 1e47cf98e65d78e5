'use client';
import { useTranslations } from 'use-intl';
import { Awaiting } from '@/components/ui/awaiting';
import { Notice } from '@/components/ui/notice';
import { assertNever } from '@/domain/shared/result';
import type { Lack } from '@/offline/react/gate-session';
import { useGateSession } from '@/offline/react/use-gate-session';
import { DoorFrame } from './door-frame';
import { DoorScreen } from './door-screen';
import { LockScreen } from './lock-screen';
import { ShiftScreen } from './shift-screen';
import { SignedOutScreen } from './signed-out-screen';

/** One route, views on the client: nothing of it is fetched from the server once the shell is precached. */
export function GateApp() {
  const session = useGateSession();
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
      return <ShiftScreen session={session} />;
    default:
      return assertNever(session);
  }
}

function Starting() {
  const t = useTranslations('gate');
  return (
    <DoorFrame title={t('title')}>
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
