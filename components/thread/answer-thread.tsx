'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { ANSWER_PHRASES, type ThreadSubject } from '@/domain/thread/thread';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { ThreadForm, type Typed } from './thread-form';

/** The gate's answer on one subject of a declaration. */
export function AnswerThread({
  gateId,
  crossingId,
  subject,
}: {
  readonly gateId: GateId;
  readonly crossingId: string;
  readonly subject: ThreadSubject;
}) {
  const t = useTranslations('thread');
  const app = useTranslations('app');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const answer = useMutation(
    trpc.thread.answer.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: trpc.thread.desk.queryKey({ gateId }) }),
          queries.invalidateQueries({ queryKey: trpc.thread.read.queryKey({ gateId, crossingId }) }),
        ]),
    }),
  );
  const send = async (typed: Typed<(typeof ANSWER_PHRASES)[number]>) => {
    await answer.mutateAsync({ gateId, crossingId, subject, ...typed });
    setOpen(false);
  };
  if (!isOpen)
    return (
      <p className="mt-3">
        <Button tone="outline" onClick={() => setOpen(true)}>
          {t('answer')}
        </Button>
      </p>
    );
  return (
    <div className="mt-3 max-w-xl">
      <ThreadForm
        phrases={ANSWER_PHRASES}
        phraseText={(phrase) => t(`phrase.${phrase}`)}
        action={t('sendAnswer')}
        busy={answer.isPending}
        error={answer.error}
        onSend={send}
      />
      <Button tone="text" className="px-0!" onClick={() => setOpen(false)}>
        {app('cancel')}
      </Button>
    </div>
  );
}
