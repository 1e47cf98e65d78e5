'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import { ErrorNotice } from '../app/error-notice';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { LinesField } from '../ui/field';
import { useHandoverDraft } from './use-handover-draft';

const SHORTEST = 3;
const LONGEST = 2000;

type Act = { readonly gateId: GateId; readonly onDone: () => void; readonly onCancel: () => void };

/** The note begins with what is open at the gate now. */
export function HandoverForm(act: Act) {
  const t = useTranslations('handover');
  const trpc = useTRPC();
  const query = useQuery(trpc.board.gate.queryOptions({ gateId: act.gateId }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaiting')}</Awaiting>;
  return <Words {...act} snapshot={query.data} />;
}

function Words({ gateId, onDone, onCancel, snapshot }: Act & { readonly snapshot: GateSnapshot }) {
  const t = useTranslations('handover');
  const app = useTranslations('app');
  const trpc = useTRPC();
  const draft = useHandoverDraft();
  const [words, setWords] = useState(() => draft(snapshot, Date.now()));
  const [isWrong, setWrong] = useState(false);
  const write = useMutation(trpc.handover.write.mutationOptions({ onSuccess: onDone }));
  return (
    <form
      noValidate
      className="max-w-3xl space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (write.isPending) return;
        const length = words.trim().length;
        if (length < SHORTEST || length > LONGEST) setWrong(true);
        else write.mutate({ gateId, words });
      }}
    >
      <ErrorNotice error={write.error} />
      <LinesField
        label={t('label')}
        hint={t('hint')}
        fault={isWrong ? t('fault', { most: LONGEST }) : null}
        rows={10}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setWrong(false);
        }}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={write.isPending}>
          {t('save')}
        </Button>
        <Button tone="text" onClick={onCancel}>
          {app('cancel')}
        </Button>
      </div>
    </form>
  );
}
