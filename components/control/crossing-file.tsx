'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { CrossingState, PassState } from '@/domain/crossing/state';
import type { GateId } from '@/domain/shared/identity';
import type { CrossingRecord } from '../app/answers';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Facts } from '../ui/hairlines';
import { Notice } from '../ui/notice';
import { viewHash } from './control-route';
import { CrossingGantt } from './crossing-gantt';
import { CrossingWork } from './crossing-work';
import { DeclaredDetails } from './declared-details';
import { EventList } from './event-list';
import { ReasonForm } from './reason-form';
import { useStepName } from './use-step-name';
import { WaitingText } from './waiting-text';

function RevokePass({ gateId, pass, onDone }: { gateId: GateId; pass: PassState; onDone: () => void }) {
  const t = useTranslations('control');
  const trpc = useTRPC();
  const [asking, setAsking] = useState(false);
  const revoke = useMutation(
    trpc.control.revokePass.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        onDone();
      },
    }),
  );
  if (pass.status !== 'live') return <p className="text-muted">{t(`passStatus.${pass.status}`)}</p>;
  if (!asking) {
    return (
      <Button tone="danger" onClick={() => setAsking(true)}>
        {t('revoke')}
      </Button>
    );
  }
  return (
    <ReasonForm
      danger
      action={t('revokeNow')}
      busy={revoke.isPending}
      error={revoke.error}
      onSubmit={(reason) => revoke.mutate({ gateId, passId: pass.passId, reason })}
      onCancel={() => setAsking(false)}
    />
  );
}

function Identity({ state }: { readonly state: CrossingState }) {
  const t = useTranslations('control');
  const pass = useTranslations('pass');
  const { number } = useFormatter();
  const { declared, binding } = state;
  const facts = [
    ...(binding?.trailer
      ? [{ key: 'trailer', term: pass('trailer'), value: <Plate plate={binding.trailer} size="sm" /> }]
      : []),
    ...(binding?.container
      ? [
          {
            key: 'container',
            term: pass('container'),
            value: <span className="figures">{binding.container}</span>,
          },
        ]
      : []),
    ...(binding?.seal
      ? [{ key: 'seal', term: pass('seal'), value: <span className="figures">{binding.seal}</span> }]
      : []),
    ...(binding?.customsDeclaration
      ? [
          {
            key: 'customs',
            term: pass('customs'),
            value: <span className="figures">{binding.customsDeclaration}</span>,
          },
        ]
      : []),
    ...(declared
      ? [
          {
            key: 'goods',
            term: t('goods'),
            value:
              declared.goods.grossWeightKg === null
                ? declared.goods.name
                : `${declared.goods.name} · ${number(declared.goods.grossWeightKg)} kg`,
          },
          { key: 'firm', term: t('firm'), value: declared.firm.name },
        ]
      : []),
  ];
  return <Facts facts={facts} compact />;
}

/** One crossing: who kept it waiting, every fact, its corrections, its pass. */
export function CrossingFile({
  gateId,
  crossingId,
}: {
  readonly gateId: GateId;
  readonly crossingId: string;
}) {
  const t = useTranslations('control');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const now = useNow(15_000);
  const options = trpc.control.crossing.queryOptions({ gateId, crossingId }, { refetchInterval: 10_000 });
  const query = useQuery(options);
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data || now === null) return <Awaiting>{t('awaitingFile')}</Awaiting>;
  return (
    <OpenFile
      gateId={gateId}
      file={query.data}
      now={now}
      onChanged={() => queries.invalidateQueries({ queryKey: options.queryKey })}
    />
  );
}

function OpenFile({
  gateId,
  file: { state, process, events, stay },
  now,
  onChanged,
}: {
  readonly gateId: GateId;
  readonly file: CrossingRecord;
  readonly now: number;
  readonly onChanged: () => Promise<void>;
}) {
  const t = useTranslations('control');
  const stage = useTranslations('stage');
  const flag = useTranslations('flag');
  const { clock } = useTimeText();
  const stepName = useStepName(process);
  return (
    <article>
      <p>
        <a
          href={`#${viewHash(gateId, 'today')}`}
          className="inline-flex min-h-11 items-center text-link underline underline-offset-4"
        >
          {t('backToToday')}
        </a>
      </p>
      <header className="flex flex-wrap items-center gap-x-8 gap-y-4 pt-2 pb-6">
        <h2>{state.binding ? <Plate plate={state.binding.plate} size="xl" /> : t('undeclared')}</h2>
        <div className="text-lg">
          <p className="text-2xl font-bold">
            {state.ended ? t(`endedAs.${state.ended.kind}`) : stage(state.stage)}
          </p>
          {state.ended ? null : <WaitingText waitingOn={state.waitingOn} now={now} />}
          {state.yard === null ? null : (
            <p className="text-muted">
              {t('inYard', { yard: state.yard.name, at: clock(state.yard.since) })}
            </p>
          )}
        </div>
      </header>
      {state.hold ? (
        <div className="mb-6">
          <Notice role="status">
            {t('held', { at: clock(state.hold.since), reason: state.hold.reason })}
          </Notice>
        </div>
      ) : null}
      <div className="grid gap-x-14 gap-y-10 lg:grid-cols-[1.5fr_1fr]">
        <div className="space-y-10">
          <section aria-labelledby="gantt-title">
            <h3 id="gantt-title" className="mb-3 text-xl font-bold">
              {t('whoKept')}
            </h3>
            <CrossingGantt state={state} process={process} now={now} />
          </section>
          <section aria-labelledby="events-title">
            <h3 id="events-title" className="mb-3 text-xl font-bold">
              {t('events', { count: events.length })}
            </h3>
            <EventList events={events} stepName={stepName} />
          </section>
        </div>
        <div className="space-y-10">
          <section aria-label={t('identity')}>
            <Identity state={state} />
          </section>
          <DeclaredDetails gateId={gateId} state={state} stay={stay} />
          <CrossingWork gateId={gateId} state={state} process={process} events={events} />
          {state.history.length > 0 ? (
            <section aria-labelledby="history-title">
              <h3 id="history-title" className="mb-3 text-xl font-bold">
                {t('corrections')}
              </h3>
              <ul className="divide-y divide-rule border-y border-rule">
                {state.history.map((change) => (
                  <li key={`${change.path}-${change.at}`} className="py-2">
                    <span className="figures">{`${change.from ?? '–'} → ${change.to ?? '–'}`}</span>
                    <span className="block text-sm text-muted">{`${clock(change.at)} · ${change.reason}`}</span>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          {state.flags.length > 0 ? (
            <section aria-labelledby="flags-title">
              <h3 id="flags-title" className="mb-3 text-xl font-bold">
                {t('flags')}
              </h3>
              <ul className="space-y-1">
                {state.flags.map(({ code, eventId }) => (
                  <li key={`${code}-${eventId}`}>{`${flag(code)} (${code})`}</li>
                ))}
              </ul>
            </section>
          ) : null}
          {state.passes.map((pass) => (
            <section key={pass.passId} aria-label={t('passRevision', { revision: pass.revision })}>
              <h3 className="mb-3 text-xl font-bold">{t('passRevision', { revision: pass.revision })}</h3>
              <RevokePass
                gateId={gateId}
                pass={pass}
                onDone={() => {
                  onChanged().catch(() => undefined);
                }}
              />
            </section>
          ))}
        </div>
      </div>
    </article>
  );
}
