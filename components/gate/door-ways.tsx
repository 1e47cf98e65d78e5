'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { askMe, type Person } from '@/offline/react/ask-me';
import type { NotEnrolledSession } from '@/offline/react/gate-session';
import { CodeEnrolForm } from './code-enrol-form';
import { EnrolScreen } from './enrol-screen';

/** By a supervisor's code, in the frame that stands already, until somebody is here who may do it by the own account. */
export function DoorWays({
  session,
  isChosen,
  onOwn,
}: {
  readonly session: NotEnrolledSession;
  /** The code was asked for: whoever is signed in is not taken away from it. */
  readonly isChosen: boolean;
  readonly onOwn: (person: Person) => void;
}) {
  const [person, setPerson] = useState<Person | null>(null);
  useEffect(() => {
    let current = true;
    void askMe().then((answer) => {
      if (!current || answer === null) return;
      setPerson(answer);
      if (!isChosen) onOwn(answer);
    });
    return () => {
      current = false;
    };
  }, [isChosen, onOwn]);
  return (
    <CodeEnrolForm
      enrolByCode={session.enrolByCode}
      wiped={session.wiped}
      onOwnAccount={person === null ? null : () => onOwn(person)}
    />
  );
}

export function OwnDoor({
  session,
  person,
  onCode,
}: {
  readonly session: NotEnrolledSession;
  readonly person: Person;
  readonly onCode: () => void;
}) {
  const t = useTranslations('shift.code');
  return (
    <EnrolScreen enrol={session.enrol} wiped={session.wiped} own={person}>
      <Button tone="text" size="large" onClick={onCode}>
        {t('useCode')}
      </Button>
    </EnrolScreen>
  );
}
