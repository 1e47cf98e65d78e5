'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Lever } from '@/domain/flow/levers';
import type { FlowPicture, QueuePicture } from '@/domain/flow/picture';
import type { GateId } from '@/domain/shared/identity';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { ReasonForm } from '../control/reason-form';
import { Button } from '../ui/button';
import { LeverForm } from './lever-form';
import { leversThatHold } from './levers-that-hold';
import { useRefreshFlow } from './use-flow-picture';

/** Classes that are stopped or limited for a time, and the form to do so (rule 9, FL-22). */
export function Levers({
  gateId,
  picture,
  queue,
  mayChange,
  now,
}: {
  readonly gateId: GateId;
  readonly picture: FlowPicture;
  readonly queue: QueuePicture;
  /** Levers are part of the plan, and the plan is a manager's. */
  readonly mayChange: boolean;
  readonly now: number;
}) {
  const t = useTranslations('flowDesk');
  const [limiting, setLimiting] = useState(false);
  const { direction } = queue;
  const levers = leversThatHold(picture.plan.content.levers, { gateId, route: null, direction }, now);
  return (
    <section aria-labelledby="levers-title">
      <h3 id="levers-title" className="mb-2 text-xl font-bold">
        {t('leversTitle')}
      </h3>
      {levers.length === 0 ? (
        <p className="border-y border-rule py-3 text-muted">{t('noLevers')}</p>
      ) : (
        <ul className="divide-y divide-rule border-y border-rule">
          {levers.map((lever) => (
            <LeverRow
              key={`${lever.class} ${lever.from} ${lever.to} ${lever.perHour}`}
              gateId={gateId}
              direction={direction}
              lever={lever}
              mayChange={mayChange}
              now={now}
            />
          ))}
        </ul>
      )}
      <div className="mt-4">
        {!mayChange ? (
          <p className="text-sm text-muted">{t('managerLimits')}</p>
        ) : limiting ? (
          <LeverForm gateId={gateId} direction={direction} onDone={() => setLimiting(false)} />
        ) : (
          <Button tone="outline" onClick={() => setLimiting(true)}>
            {t('limitClass')}
          </Button>
        )}
      </div>
    </section>
  );
}

function LeverRow({
  gateId,
  direction,
  lever,
  mayChange,
  now,
}: {
  readonly gateId: GateId;
  readonly direction: QueuePicture['direction'];
  readonly lever: Lever;
  readonly mayChange: boolean;
  readonly now: number;
}) {
  const t = useTranslations('flowDesk');
  const goodsClass = useTranslations('goodsClass');
  const { number } = useFormatter();
  const { moment } = useTimeText();
  const trpc = useTRPC();
  const refresh = useRefreshFlow(gateId);
  const [lifting, setLifting] = useState(false);
  const { from, to, perHour } = lever;
  const lift = useMutation(
    trpc.flow.liftLimit.mutationOptions({ onSuccess: () => setLifting(false), onSettled: refresh }),
  );
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="font-semibold">
            {lever.perHour === 0
              ? t('stopped', { class: goodsClass(lever.class) })
              : t('limited', { class: goodsClass(lever.class), perHour: number(lever.perHour) })}
          </p>
          <p className="text-sm text-muted">
            {lever.from > now ? `${t('from', { at: moment(lever.from, now) })} · ` : null}
            {lever.to === null ? t('untilLifted') : t('untilAt', { at: moment(lever.to, now) })}
            {` · ${lever.reason}`}
          </p>
        </div>
        {lifting || !mayChange ? null : (
          <Button tone="outline" onClick={() => setLifting(true)}>
            {t('lift')}
          </Button>
        )}
      </div>
      {lifting ? (
        <div className="mt-3">
          <ReasonForm
            tone="outline"
            action={t('liftNow', { class: goodsClass(lever.class) })}
            busy={lift.isPending}
            error={lift.error}
            onSubmit={(reason) =>
              lift.mutate({ gateId, direction, class: lever.class, lever: { from, to, perHour }, reason })
            }
            onCancel={() => setLifting(false)}
          />
        </div>
      ) : null}
    </li>
  );
}
