'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import type { SignedOutSession } from '@/offline/react/gate-session';
import { ConnectionAdvice } from './connection-advice';
import { DoorFrame } from './door-frame';
import { EnrolScreen } from './enrol-screen';
import { SignInForm } from './sign-in-form';
import { SyncBadge } from './sync-badge';
import { TabletLine } from './tablet-line';

/** Nobody is known on this tablet and nothing on it opens; what is unsent is still sent. */
export function SignedOutScreen({ session }: { readonly session: SignedOutSession }) {
  const t = useTranslations('shift.signIn');
  const lock = useTranslations('gate.lock');
  const [anew, setAnew] = useState(false);
  const { sync } = session;
  if (anew) return <EnrolScreen enrol={session.enrolAgain} onCancel={() => setAnew(false)} />;
  return (
    <DoorFrame
      title={t('title')}
      aside={<SyncBadge sync={sync} onPress={() => void session.exchangeNow()} />}
    >
      <TabletLine enrolment={session.enrolment} />
      <ConnectionAdvice sync={sync} />
      <p className="text-muted">
        {t('lead')}
        {sync.unsyncedCount > 0 ? ` ${t('waiting', { count: sync.unsyncedCount })}` : ''}
      </p>
      <SignInForm signIn={session.signIn} />
      <Button tone="text" onClick={() => setAnew(true)}>
        {lock('anew')}
      </Button>
    </DoorFrame>
  );
}
