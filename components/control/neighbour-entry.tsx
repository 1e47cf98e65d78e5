'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { PlanFigure } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { useErrorText } from '../app/error-text';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { PlanPanel } from '../flow/plan-panel';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Choice } from '../ui/choice';
import { TextField } from '../ui/field';
import { Notice } from '../ui/notice';
import { type AcceptanceFault, type AcceptanceTyped, CHANNELS, readAcceptance } from './acceptance-form';

type Effect = { readonly before: PlanFigure; readonly after: PlanFigure };

/** Before → after: what one phone call does to the plan. */
function EffectOnPlan({ effect }: { readonly effect: Effect }) {
  const t = useTranslations('control');
  const board = useTranslations('board');
  const { number } = useFormatter();
  return (
    <div role="status" className="border-y border-rule py-5">
      <p className="font-semibold text-muted">{t('effect')}</p>
      <p className="figures mt-1 text-6xl leading-none">
        <span className="text-muted">{number(effect.before.vehiclesPerHour)}</span>
        {' → '}
        {number(effect.after.vehiclesPerHour)}
        <span className="text-2xl text-muted">{` ${board('perHour')}`}</span>
      </p>
      <p className="mt-2 font-semibold">{board(`limitedBy.${effect.after.limitedBy}`)}</p>
    </div>
  );
}

const EMPTY: AcceptanceTyped = {
  direction: 'export',
  perHour: '',
  forHours: '',
  toldBy: '',
  channel: 'hotline',
  note: '',
};

function EntryForm({
  gateId,
  plans,
}: {
  gateId: GateId;
  plans: Readonly<Record<'export' | 'import', PlanFigure>>;
}) {
  const t = useTranslations('control');
  const direction = useTranslations('direction');
  const errorText = useErrorText();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<AcceptanceTyped>(EMPTY);
  const [faults, setFaults] = useState<readonly AcceptanceFault[]>([]);
  const [effect, setEffect] = useState<Effect | null>(null);
  const record = useMutation(trpc.control.recordAcceptance.mutationOptions());
  const change = (part: Partial<AcceptanceTyped>) => {
    setTyped((before) => ({ ...before, ...part }));
    setFaults([]);
  };
  const fault = (name: AcceptanceFault) => (faults.includes(name) ? t(`acceptanceFault.${name}`) : null);
  const submit = () => {
    const read = readAcceptance(typed, Date.now());
    if (read.kind === 'faults') return setFaults(read.faults);
    const before = plans[typed.direction];
    return record.mutate(
      { gateId, ...read.entry },
      {
        onSuccess: (after) => {
          setEffect({ before, after });
          setTyped((last) => ({ ...EMPTY, direction: last.direction, toldBy: last.toldBy }));
          queries
            .invalidateQueries({ queryKey: trpc.board.gate.queryKey({ gateId }) })
            .catch(() => undefined);
        },
      },
    );
  };
  return (
    <form
      noValidate
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (!record.isPending) submit();
      }}
    >
      {effect ? <EffectOnPlan effect={effect} /> : null}
      {record.error ? (
        <Notice tone="fault" role="alert">
          {errorText(record.error)}
        </Notice>
      ) : null}
      <Choice
        legend={t('acceptanceDirection')}
        value={typed.direction}
        options={DIRECTIONS.map((value) => ({ value, label: direction(value) }))}
        onChange={(value) => change({ direction: value })}
      />
      <TextField
        label={t('perHour')}
        fault={fault('perHour')}
        code
        inputMode="numeric"
        autoComplete="off"
        value={typed.perHour}
        onChange={(event) => change({ perHour: event.target.value })}
      />
      <TextField
        label={t('forHours')}
        hint={t('forHoursHint')}
        fault={fault('forHours')}
        inputMode="decimal"
        autoComplete="off"
        value={typed.forHours}
        onChange={(event) => change({ forHours: event.target.value })}
      />
      <TextField
        label={t('toldBy')}
        hint={t('toldByHint')}
        fault={fault('toldBy')}
        maxLength={120}
        autoComplete="off"
        value={typed.toldBy}
        onChange={(event) => change({ toldBy: event.target.value })}
      />
      <Choice
        legend={t('channelTitle')}
        value={typed.channel}
        options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
        onChange={(value) => change({ channel: value })}
      />
      <TextField
        label={t('note')}
        maxLength={300}
        autoComplete="off"
        value={typed.note}
        onChange={(event) => change({ note: event.target.value })}
      />
      <Button type="submit" size="large" busy={record.isPending}>
        {t('recordAcceptance')}
      </Button>
    </form>
  );
}

/** No data agreement exists: the neighbour's number comes by telephone and letter, and is entered here (rule 7). */
export function NeighbourEntry({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('control');
  const board = useTranslations('board');
  const trpc = useTRPC();
  const query = useQuery(trpc.board.gate.queryOptions({ gateId }, { refetchInterval: 15_000 }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{board('awaiting')}</Awaiting>;
  const { plan } = query.data;
  return (
    <div className="grid gap-x-16 gap-y-10 lg:grid-cols-[1fr_1.1fr]">
      <section aria-labelledby="entry-title" className="lg:order-2">
        <h2 id="entry-title" className="mb-5 text-2xl font-bold">
          {t('entryTitle')}
        </h2>
        <EntryForm key={gateId} gateId={gateId} plans={plan} />
      </section>
      <div className="space-y-10">
        <PlanPanel plan={plan.export} title={board('planExport')} />
        <PlanPanel plan={plan.import} title={board('planImport')} />
      </div>
    </div>
  );
}
