'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { QUESTION_PHRASES, THREAD_SUBJECTS, type ThreadSubject } from '@/domain/thread/thread';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { useMe } from '../app/use-me';
import { Plate } from '../plate/plate';
import { ToldList } from '../telling/told-list';
import { Awaiting } from '../ui/awaiting';
import { Choice } from '../ui/choice';
import { ThreadForm, type Typed } from './thread-form';
import { ThreadLines } from './thread-lines';

type Of = { readonly gateId: GateId; readonly crossingId: string };

/** A declaration's questions to the gate, and who was told what about it (TE-11, TE-8). */
export function CrossingTalk({ gateId, crossingId }: Of) {
  const t = useTranslations('thread');
  const inbox = useTranslations('telling.inbox');
  const trpc = useTRPC();
  const me = useMe();
  const query = useQuery(trpc.thread.read.queryOptions({ gateId, crossingId }, { refetchInterval: 15_000 }));
  const mayAsk = me.data?.kind === 'person' && me.data.role !== 'viewer';
  return (
    <>
      <p>
        <a href="#home" className="inline-flex min-h-12 items-center text-link underline underline-offset-4">
          {inbox('back')}
        </a>
      </p>
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('title')}</h1>
      {query.data?.plate ? (
        <p className="mt-3">
          <Plate plate={query.data.plate} size="md" />
        </p>
      ) : null}
      <p className="mt-2 text-muted">{t('how')}</p>
      <div className="mt-5">
        {query.error && !query.data ? (
          <Failure error={query.error} onRetry={() => query.refetch()} />
        ) : query.data === undefined ? (
          <Awaiting>{t('awaiting')}</Awaiting>
        ) : query.data.lines.length === 0 ? (
          <p className="border-y border-rule py-4 text-muted">{t('none')}</p>
        ) : (
          <ThreadLines lines={query.data.lines} label={t('title')} />
        )}
      </div>
      {mayAsk && query.data ? <Ask gateId={gateId} crossingId={crossingId} /> : null}
      <ToldList gateId={gateId} crossingId={crossingId} />
    </>
  );
}

function Ask({ gateId, crossingId }: Of) {
  const t = useTranslations('thread');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [subject, setSubject] = useState<ThreadSubject>('customs');
  const ask = useMutation(
    trpc.thread.ask.mutationOptions({
      onSuccess: () =>
        queries.invalidateQueries({ queryKey: trpc.thread.read.queryKey({ gateId, crossingId }) }),
    }),
  );
  const send = (typed: Typed<(typeof QUESTION_PHRASES)[number]>) =>
    ask.mutateAsync({ gateId, crossingId, subject, ...typed });
  return (
    <div className="mt-6 space-y-4">
      <Choice
        legend={t('subject.label')}
        value={subject}
        onChange={setSubject}
        options={THREAD_SUBJECTS.map((value) => ({ value, label: t(`subject.${value}`) }))}
      />
      <ThreadForm
        phrases={QUESTION_PHRASES}
        phraseText={(phrase) => t(`phrase.${phrase}`)}
        action={t('send')}
        busy={ask.isPending}
        error={ask.error}
        full={t('full')}
        onSend={send}
      />
    </div>
  );
}
