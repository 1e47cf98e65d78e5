'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { dateOf, HOME, instantOf } from '@/domain/flow/zones';
import type { GateId } from '@/domain/shared/identity';
import type { FeeDeskAnswer } from '../app/answers';
import { BothTimes } from '../app/both-times';
import { ErrorNotice } from '../app/error-notice';
import { errorCodeOf, useErrorText } from '../app/error-text';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { crossingHash } from '../control/control-route';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { useMoney } from './use-money';

const EVERY_MS = 10_000;

/** The gate's till of today: sums, money that waits to go back, credits that named no bill, what came in last. */
export function FeeDesk({ gateId, mayDecide }: { readonly gateId: GateId; readonly mayDecide: boolean }) {
  const t = useTranslations('fee');
  const now = useNow(60_000);
  if (now === null) return <Awaiting>{t('awaiting')}</Awaiting>;
  const since = instantOf(dateOf(now, HOME), '00:00', HOME);
  return <Desk gateId={gateId} mayDecide={mayDecide} since={since} />;
}

type Props = { readonly gateId: GateId; readonly mayDecide: boolean; readonly since: number };

function Desk({ gateId, mayDecide, since }: Props) {
  const t = useTranslations('fee');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const query = useQuery(trpc.fee.desk.queryOptions({ gateId, since }, { refetchInterval: EVERY_MS }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaiting')}</Awaiting>;
  const refresh = () => {
    queries.invalidateQueries({ queryKey: trpc.fee.desk.queryKey({ gateId, since }) }).catch(() => undefined);
  };
  const { sums, refunds, unclear, latest } = query.data;
  return (
    <div className="space-y-12">
      <Sums sums={sums} />
      {refunds.length === 0 ? null : (
        <section aria-labelledby="fee-refunds">
          <h2 id="fee-refunds" className="mb-2 text-2xl font-bold">
            {t('refundsTitle', { count: refunds.length })}
          </h2>
          <ul className="divide-y divide-rule border-y border-rule">
            {refunds.map((refund) => (
              <Refund
                key={refund.id}
                gateId={gateId}
                refund={refund}
                mayDecide={mayDecide}
                onDone={refresh}
              />
            ))}
          </ul>
        </section>
      )}
      {unclear.length === 0 ? null : (
        <section aria-labelledby="fee-unclear">
          <h2 id="fee-unclear" className="mb-2 text-2xl font-bold">
            {t('unclearTitle', { count: unclear.length })}
          </h2>
          <p className="mb-3 max-w-prose text-muted">{t('unclearHow')}</p>
          <ul className="divide-y divide-rule border-y border-rule">
            {unclear.map((credit) => (
              <Unclear key={credit.bankId} gateId={gateId} credit={credit} onDone={refresh} />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="fee-latest">
        <h2 id="fee-latest" className="mb-2 text-2xl font-bold">
          {t('latestTitle')}
        </h2>
        {latest.length === 0 ? (
          <p className="border-y border-rule py-4 text-muted">{t('latestNone')}</p>
        ) : (
          <ul className="divide-y divide-rule border-y border-rule">
            {latest.map((movement) => (
              <Latest key={movement.id} gateId={gateId} movement={movement} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Sums({ sums }: { readonly sums: FeeDeskAnswer['sums'] }) {
  const t = useTranslations('fee');
  const money = useMoney();
  const total = sums.reduce((all, { amount }) => all + amount, 0);
  return (
    <section aria-labelledby="fee-sums">
      <h2 id="fee-sums" className="text-2xl font-bold">
        {t('sumsTitle')}
      </h2>
      <p className="figures mt-2 text-5xl font-semibold">{money(total)}</p>
      <ul className="mt-3 flex flex-wrap gap-x-10 gap-y-2">
        {sums.map(({ kind, via, count, amount }) => (
          <li key={`${kind} ${via}`}>
            <span className="block text-sm text-muted">{`${t(`kind.${kind}`)} · ${t(`via.${via}`)} · ${count}`}</span>
            <span className="figures text-xl font-semibold">{money(amount)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ToFile({ gateId, crossingId }: { readonly gateId: GateId; readonly crossingId: string }) {
  const control = useTranslations('control');
  return (
    <a
      href={`#${crossingHash(gateId, crossingId)}`}
      className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
    >
      {control('openFile')}
    </a>
  );
}

function Latest({
  gateId,
  movement,
}: {
  readonly gateId: GateId;
  readonly movement: FeeDeskAnswer['latest'][number];
}) {
  const t = useTranslations('fee');
  const money = useMoney();
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-1 py-3" data-movement={movement.via}>
      {movement.plate ? <Plate plate={movement.plate} size="sm" /> : null}
      <span className="min-w-0 grow">
        {`${t(`kind.${movement.kind}`)} · ${t(`via.${movement.via}`)}`}
        {movement.receipt === null ? '' : ` · ${t('receipt', { number: movement.receipt })}`}
        <span className="block text-sm text-muted">
          <BothTimes at={movement.at} />
        </span>
      </span>
      <span className="figures text-xl font-semibold">{money(movement.amount)}</span>
      <ToFile gateId={gateId} crossingId={movement.crossingId} />
    </li>
  );
}

function Refund({
  gateId,
  refund,
  mayDecide,
  onDone,
}: {
  readonly gateId: GateId;
  readonly refund: FeeDeskAnswer['refunds'][number];
  readonly mayDecide: boolean;
  readonly onDone: () => void;
}) {
  const t = useTranslations('fee');
  const money = useMoney();
  const trpc = useTRPC();
  const decide = useMutation(trpc.fee.decideRefund.mutationOptions({ onSettled: onDone }));
  const { crossingId, id: refundId } = refund;
  const give = (amount: number | null) => decide.mutate({ gateId, crossingId, refundId, amount });
  return (
    <li className="py-4" data-refund={refund.id}>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {refund.plate ? <Plate plate={refund.plate} size="sm" /> : null}
        <span className="min-w-0 grow">
          <span className="block font-semibold">{`${money(refund.amount)} · ${t(`kind.${refund.kind}`)}`}</span>
          <span className="block text-muted">{refund.reason}</span>
        </span>
        <ToFile gateId={gateId} crossingId={crossingId} />
        {mayDecide && !refund.isOwn ? (
          <>
            {refund.amount > 0 ? (
              <Button tone="outline" busy={decide.isPending} onClick={() => give(refund.amount)}>
                {t('refundGrant')}
              </Button>
            ) : null}
            <Button tone="text" busy={decide.isPending} onClick={() => give(null)}>
              {t('refundRefuse')}
            </Button>
          </>
        ) : (
          <span className="text-muted">{t(refund.isOwn ? 'refundOwn' : 'refundManager')}</span>
        )}
      </div>
      <ErrorNotice error={decide.error} />
    </li>
  );
}

function Unclear({
  gateId,
  credit,
  onDone,
}: {
  readonly gateId: GateId;
  readonly credit: FeeDeskAnswer['unclear'][number];
  readonly onDone: () => void;
}) {
  const t = useTranslations('fee');
  const money = useMoney();
  const trpc = useTRPC();
  const errorText = useErrorText();
  const [reference, setReference] = useState('');
  const faultOf = (error: unknown) =>
    errorCodeOf(error) === 'AP-NONE' ? t('unclearNoBill') : errorText(error);
  const assign = useMutation(trpc.fee.assignCredit.mutationOptions({ onSuccess: onDone }));
  return (
    <li className="py-4" data-credit={credit.bankId}>
      <form
        noValidate
        className="flex flex-wrap items-end gap-x-6 gap-y-2"
        onSubmit={(event) => {
          event.preventDefault();
          const words = reference.trim().toUpperCase();
          if (words !== '' && !assign.isPending)
            assign.mutate({ gateId, bankId: credit.bankId, reference: words });
        }}
      >
        <span className="min-w-0 grow basis-72">
          <span className="block font-semibold">{money(credit.amount)}</span>
          <span className="block break-words">{credit.words}</span>
          <span className="block text-sm text-muted">
            <BothTimes at={credit.bookedAt} />
          </span>
        </span>
        <TextField
          label={t('to.words')}
          value={reference}
          fault={assign.error ? faultOf(assign.error) : null}
          onChange={(event) => setReference(event.target.value)}
        />
        <Button type="submit" tone="outline" busy={assign.isPending}>
          {t('unclearAssign')}
        </Button>
      </form>
    </li>
  );
}
