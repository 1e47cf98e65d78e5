'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CallPicture } from '@/domain/flow/picture';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useRecallReason } from '../app/use-recall-reason';
import { ReasonForm } from '../control/reason-form';
import { Button } from '../ui/button';
import { CalledVehicles } from './called-vehicles';
import { useRefreshFlow } from './use-flow-picture';

const OPEN = ['waiting', 'called', 'acknowledged', 'missed'] as const;
const UNANSWERED = ['called', 'missed'] as const;
const isOneOf = <T extends string>(list: readonly T[], value: string): boolean =>
  list.some((each) => each === value);

/** One call: its vehicles, and what can still be done about it. Nothing ticked: all of them. */
export function CallEntry({
  gateId,
  call,
  mayCall,
  now,
}: {
  readonly gateId: GateId;
  readonly call: CallPicture;
  readonly mayCall: boolean;
  readonly now: number;
}) {
  const t = useTranslations('flowDesk');
  const said = useRecallReason();
  const { clock, duration } = useTimeText();
  const trpc = useTRPC();
  const refresh = useRefreshFlow(gateId);
  const [ticked, setTicked] = useState<ReadonlySet<CrossingId>>(new Set());
  const [recalling, setRecalling] = useState(false);
  const settled = {
    onSuccess: () => {
      setTicked(new Set());
      setRecalling(false);
    },
    onSettled: refresh,
  };
  const approve = useMutation(trpc.flow.approve.mutationOptions(settled));
  const acknowledge = useMutation(trpc.flow.acknowledge.mutationOptions(settled));
  const recall = useMutation(trpc.flow.recall.mutationOptions(settled));
  const meant = (states: readonly string[]) =>
    call.vehicles.filter(
      ({ crossingId, state }) => isOneOf(states, state) && (ticked.size === 0 || ticked.has(crossingId)),
    );
  const [open, unanswered] = [meant(OPEN), meant(UNANSWERED)];
  const missed = call.vehicles.filter(({ state }) => state === 'missed').length;
  const failed = approve.error ?? acknowledge.error;
  return (
    <li className="py-4" data-call={call.status}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-semibold">
          <span className="figures text-2xl">{clock(call.sentAt ?? call.proposedAt)}</span>
          {` · ${t('vehicles', { count: call.vehicles.length })} · ${call.yard}`}
        </span>
        <span className={call.status === 'waits-for-second' ? 'font-semibold' : 'text-muted'}>
          {t(`callStatus.${call.status}`, { age: duration(now - (call.sentAt ?? call.proposedAt)) })}
        </span>
      </p>
      {call.proposedBy === null ? null : (
        <p className="text-sm text-muted">{t('proposedBy', { who: call.proposedBy })}</p>
      )}
      {missed > 0 ? <p className="font-semibold">{t('missedCount', { count: missed })}</p> : null}
      {call.recallReasons.map((reason) => (
        <p key={reason} className="text-sm">
          {t('recalledBecause', { reason: said(reason) })}
        </p>
      ))}
      <ToldOfRecall call={call} />
      <CalledVehicles
        vehicles={call.vehicles}
        ticked={ticked}
        onTick={(id, on) =>
          setTicked((before) => new Set(on ? [...before, id] : [...before].filter((each) => each !== id)))
        }
      />
      <ErrorNotice error={failed} />
      {recalling ? (
        <ReasonForm
          danger
          action={t('recallNow', { count: open.length })}
          busy={recall.isPending}
          error={recall.error}
          onSubmit={(reason) =>
            recall.mutate({
              gateId,
              call: call.id,
              crossingIds: ticked.size === 0 ? null : open.map(({ crossingId }) => crossingId),
              reason,
            })
          }
          onCancel={() => setRecalling(false)}
        />
      ) : (
        <div className="mt-3 flex flex-wrap gap-3">
          {mayCall && call.status === 'waits-for-second' ? (
            <Button
              tone="outline"
              busy={approve.isPending}
              onClick={() => approve.mutate({ gateId, call: call.id })}
            >
              {t('approve')}
            </Button>
          ) : null}
          {call.status === 'sent' && unanswered.length > 0 ? (
            <Button
              tone="outline"
              busy={acknowledge.isPending}
              onClick={() =>
                acknowledge.mutate({
                  gateId,
                  call: call.id,
                  crossingIds: unanswered.map(({ crossingId }) => crossingId),
                })
              }
            >
              {t('acknowledge', { count: unanswered.length })}
            </Button>
          ) : null}
          {mayCall && call.status !== 'recalled' && open.length > 0 ? (
            <Button tone="danger" onClick={() => setRecalling(true)}>
              {t('recall', { count: open.length })}
            </Button>
          ) : null}
        </div>
      )}
    </li>
  );
}

/** A recall goes to everybody whom the call reached (FL-27): who of them has not heard it yet. */
function ToldOfRecall({ call }: { readonly call: CallPicture }) {
  const t = useTranslations('flowDesk');
  const { drivers, yards } = call.toRecall;
  if (call.recallReasons.length === 0) return null;
  return drivers + yards === 0 ? (
    <p className="text-sm text-muted">{t('allTold')}</p>
  ) : (
    <p className="font-semibold">{t('stillToTell', { drivers, yards })}</p>
  );
}
