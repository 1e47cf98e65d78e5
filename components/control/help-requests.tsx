'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { HelpAsked } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Plate } from '../plate/plate';
import { Button } from '../ui/button';
import { crossingHash } from './control-route';
import { ReasonForm } from './reason-form';

/** Officers who asked for help from their tablets; nothing is drawn where nobody did. */
export function HelpRequests({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('controlHelp');
  const trpc = useTRPC();
  const query = useQuery(trpc.control.help.queryOptions({ gateId }, { refetchInterval: 10_000 }));
  const asked = query.data ?? [];
  if (asked.length === 0) return null;
  const open = asked.filter(({ answered }) => answered === null).length;
  return (
    <section aria-labelledby="help-title" className="mb-10">
      <h2 id="help-title" className="mb-2 text-2xl font-bold">
        {t('title', { count: open })}
      </h2>
      <ul className="divide-y divide-rule border-y border-rule">
        {asked.map((one) => (
          <Asked key={one.id} one={one} gateId={gateId} />
        ))}
      </ul>
    </section>
  );
}

function Asked({ one, gateId }: { readonly one: HelpAsked; readonly gateId: GateId }) {
  const t = useTranslations('controlHelp');
  const agency = useTranslations('agency');
  const control = useTranslations('control');
  const { clock } = useTimeText();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [answering, setAnswering] = useState(false);
  const answer = useMutation(
    trpc.control.answerHelp.mutationOptions({
      onSuccess: () => {
        setAnswering(false);
        queries
          .invalidateQueries({ queryKey: trpc.control.help.queryKey({ gateId }) })
          .catch(() => undefined);
      },
    }),
  );
  const who = [one.agency === null ? null : agency(one.agency), one.deviceName, one.checkpoint]
    .filter(Boolean)
    .join(' · ');
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div className="min-w-0 grow">
          <p className="text-sm text-muted">{t('asked', { officer: who, at: clock(one.at) })}</p>
          <p className="text-xl font-semibold">{one.words ?? t('noWords')}</p>
          <p className="text-sm text-muted">{t('screen', { screen: one.screen })}</p>
        </div>
        {one.plate ? <Plate plate={one.plate} size="md" /> : null}
        {one.crossingId ? (
          <a
            href={`#${crossingHash(gateId, one.crossingId)}`}
            className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
          >
            {control('openFile')}
          </a>
        ) : null}
        {one.answered === null && !answering ? (
          <Button tone="outline" onClick={() => setAnswering(true)}>
            {t('answer')}
          </Button>
        ) : null}
      </div>
      {one.answered ? (
        <p className="mt-1">{t('answered', { at: clock(one.answered.at), words: one.answered.words })}</p>
      ) : null}
      {answering ? (
        <div className="mt-3 max-w-xl">
          <ReasonForm
            action={t('answerNow')}
            busy={answer.isPending}
            error={answer.error}
            onSubmit={(words) => answer.mutate({ gateId, request: one.id, words })}
            onCancel={() => setAnswering(false)}
          />
        </div>
      ) : null}
    </li>
  );
}
