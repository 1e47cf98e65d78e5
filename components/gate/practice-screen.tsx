'use client';
import { useTranslations } from 'use-intl';
import { Awaiting } from '@/components/ui/awaiting';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { OpenSession } from '@/offline/react/gate-session';
import { usePractice } from '@/offline/react/use-practice';
import { DoorFrame } from './door-frame';
import { ShiftScreen } from './shift-screen';

/** The same screen over invented vehicles; nothing done here reaches the log (OF-60). */
export function PracticeScreen({
  session,
  onEnd,
}: {
  readonly session: OpenSession;
  readonly onEnd: () => void;
}) {
  const t = useTranslations('practice');
  const gate = useTranslations('gate');
  const practice = usePractice(session);
  if (practice.kind === 'open')
    return <ShiftScreen session={practice.session} practice={{ passes: practice.passes, onEnd }} />;
  return (
    <DoorFrame title={t('begin')}>
      {practice.kind === 'starting' ? (
        <Awaiting>{gate('starting')}</Awaiting>
      ) : (
        <Notice tone="fault" role="alert">
          {t('failed')}
        </Notice>
      )}
      <Button tone="outline" size="tablet" onClick={onEnd}>
        {t('end')}
      </Button>
    </DoorFrame>
  );
}
