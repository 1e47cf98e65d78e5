'use client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { FlowPicture, QueuePicture } from '@/domain/flow/picture';
import { gateById } from '@/domain/gate/gates';
import type { EventId, GateId } from '@/domain/shared/identity';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { SelectField } from '../ui/field';
import { Notice } from '../ui/notice';
import { UndoBar } from '../ui/undo-bar';
import { CallCount } from './call-count';
import { batchFrom, callableOf, countWithin, yardInTurn } from './callable';
import { NextVehicles } from './next-vehicles';
import { useRefreshFlow } from './use-flow-picture';
import { useLimitText } from './use-limit-text';

type Called = { readonly call: EventId; readonly count: number; readonly waits: boolean };

/** How many to call, and exactly whom. The one filled button of the desk. */
export function CallNow({
  gateId,
  picture,
  queue,
}: {
  readonly gateId: GateId;
  readonly picture: FlowPicture;
  readonly queue: QueuePicture;
}) {
  const t = useTranslations('flowDesk');
  const app = useTranslations('app');
  const locale = useLocale();
  const { number } = useFormatter();
  const limitText = useLimitText();
  const { clock } = useTimeText();
  const trpc = useTRPC();
  const refresh = useRefreshFlow(gateId);
  const { direction } = queue;
  const yards = picture.plan.content.yards.filter(
    (yard) => yard.kind === 'staging' && yard.direction === direction,
  );
  const [chosenYard, setYard] = useState<string | null>(null);
  const lastYard = yards.find(({ name }) => name === queue.calls[0]?.yard)?.name;
  const yard =
    chosenYard ?? yardInTurn(queue) ?? lastYard ?? yards[0]?.name ?? gateById(gateId)?.[locale] ?? gateId;
  /** Null: as many as the rules say, also when that changes. */
  const [chosen, setChosen] = useState<number | null>(null);
  const [done, setDone] = useState<Called | null>(null);
  const { size, waitsUntil } = batchFrom(queue, yard, picture.at);
  const callable = callableOf(queue, yard);
  const most = callable.length;
  const count = countWithin(chosen ?? size, most);
  const recall = useMutation(trpc.flow.recall.mutationOptions({ onSettled: refresh }));
  const call = useMutation(
    trpc.flow.callNext.mutationOptions({
      onSuccess: (answer) => {
        setDone({
          call: answer.call,
          count: answer.vehicles.length,
          waits: answer.status === 'waits-for-second',
        });
        setChosen(null);
      },
      onSettled: refresh,
    }),
  );
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select');
      const step = event.key === '+' || event.key === '=' ? 1 : event.key === '-' ? -1 : 0;
      if (typing || step === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      setChosen(countWithin(count + step, most));
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [count, most]);
  if (!queue.twoStage) return <NoCalls />;
  const failed = call.error ?? recall.error;
  const needsSecond = count >= queue.secondPersonFrom;
  return (
    <section aria-labelledby="call-title" className="space-y-4">
      <h3 id="call-title" className="text-xl font-bold">
        {t('callTitle')}
      </h3>
      <CallCount count={count} most={most} onChange={(next) => setChosen(countWithin(next, most))} />
      <ErrorNotice error={failed} />
      <Button
        size="tablet"
        wide
        busy={call.isPending}
        disabled={count === 0}
        onClick={() => call.mutate({ gateId, direction, count, yard })}
      >
        {count === 0
          ? t(most === 0 ? 'callNobody' : 'chooseCount')
          : t('callCount', { count: number(count) })}
      </Button>
      <p className={needsSecond ? 'font-semibold' : 'text-muted'}>
        {t(needsSecond ? 'secondNeeded' : 'secondFrom', { from: number(queue.secondPersonFrom) })}
      </p>
      <p className="text-muted">
        {size > 0
          ? t('rulesSay', { count: number(size), limit: limitText(queue.batch) })
          : t('rulesSayNobody', { limit: limitText(queue.batch) })}
      </p>
      {yards.length > 1 ? (
        <SelectField label={t('fromYard')} value={yard} onChange={(event) => setYard(event.target.value)}>
          {yards.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
      ) : null}
      {waitsUntil === null ? null : (
        <Notice tone="plain" role="status">
          {t('otherYardFirst', { at: clock(waitsUntil) })}
        </Notice>
      )}
      <NextVehicles vehicles={callable.slice(0, count)} waiting={most} />
      {done === null ? null : (
        <UndoBar
          key={done.call}
          undoLabel={app('undo')}
          onUndo={() => {
            recall.mutate({ gateId, call: done.call, crossingIds: null, reason: t('undoReason') });
            setDone(null);
          }}
          onGone={() => setDone(null)}
        >
          {t(done.waits ? 'calledWaits' : 'called', { count: number(done.count) })}
        </UndoBar>
      )}
    </section>
  );
}

function NoCalls() {
  const t = useTranslations('flowDesk');
  return (
    <section aria-labelledby="call-title">
      <h3 id="call-title" className="text-xl font-bold">
        {t('callTitle')}
      </h3>
      <p className="mt-2 border-y border-rule py-4 text-muted">{t('noCallUp')}</p>
    </section>
  );
}
