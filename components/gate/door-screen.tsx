'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { askMe, type Person } from '@/offline/react/ask-me';
import type { NotEnrolledSession } from '@/offline/react/gate-session';
import { CodeEnrolScreen } from './code-enrol-screen';
import { EnrolScreen } from './enrol-screen';

/** A browser that is no tablet yet: by a supervisor's code, or by whoever is signed in here and may. */
export function DoorScreen({ session }: { readonly session: NotEnrolledSession }) {
  const t = useTranslations('shift.code');
  const [person, setPerson] = useState<Person | null>(null);
  const [way, setWay] = useState<'account' | 'code' | null>(null);
  useEffect(() => {
    let current = true;
    void askMe().then((answer) => {
      if (current) setPerson(answer);
    });
    return () => {
      current = false;
    };
  }, []);

  if (way === 'code' || (way === null && person === null))
    return (
      <CodeEnrolScreen
        enrolByCode={session.enrolByCode}
        onOwnAccount={person === null ? null : () => setWay('account')}
      />
    );
  return (
    <EnrolScreen enrol={session.enrol} own={person}>
      <Button tone="text" size="large" onClick={() => setWay('code')}>
        {t('useCode')}
      </Button>
    </EnrolScreen>
  );
}
