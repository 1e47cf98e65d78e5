'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { FeeAnswer } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { ReasonForm } from '../control/reason-form';
import { Button } from '../ui/button';
import { type Balance, FeeView } from './fee-view';
import { useMoney } from './use-money';

type Of = { readonly gateId: GateId; readonly crossingId: string };

/** In the file of a crossing: the fee, cash at the desk, money back. */
export function FeeOfCrossing({ gateId, crossingId }: Of) {
  const t = useTranslations('fee');
  return (
    <section aria-labelledby="fee-title" className="mt-12">
      <h2 id="fee-title" className="mb-4 text-2xl font-bold">
        {t('title')}
      </h2>
      <FeeView
        gateId={gateId}
        crossingId={crossingId}
        heading="h3"
        desk={(balance, answer) => (
          <DeskDeeds gateId={gateId} crossingId={crossingId} balance={balance} answer={answer} />
        )}
      />
    </section>
  );
}

function DeskDeeds({
  gateId,
  crossingId,
  balance,
  answer,
}: Of & { readonly balance: Balance; readonly answer: FeeAnswer }) {
  const t = useTranslations('fee');
  const app = useTranslations('app');
  const money = useMoney();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [step, setStep] = useState<'none' | 'cash' | 'refund'>('none');
  const done = {
    onSuccess: () => setStep('none'),
    onSettled: () => {
      queries
        .invalidateQueries({ queryKey: trpc.fee.standing.queryKey({ gateId, crossingId }) })
        .catch(() => undefined);
    },
  };
  const pay = useMutation(trpc.fee.payAtDesk.mutationOptions(done));
  const ask = useMutation(trpc.fee.askRefund.mutationOptions(done));
  const { kind, open, excess } = balance;
  const isAsked = answer.refunds.some((refund) => refund.kind === kind && refund.outcome === null);
  if (step === 'refund')
    return (
      <ReasonForm
        action={t('askRefundNow', { amount: money(excess) })}
        busy={ask.isPending}
        error={ask.error}
        onSubmit={(reason) => ask.mutate({ gateId, crossingId, kind, reason })}
        onCancel={() => setStep('none')}
      />
    );
  if (step === 'cash')
    return (
      <div className="space-y-3">
        <p className="text-lg">{t('cashSure', { amount: money(open) })}</p>
        <ErrorNotice error={pay.error} />
        <div className="flex flex-wrap gap-3">
          <Button busy={pay.isPending} onClick={() => pay.mutate({ gateId, crossingId, kind, amount: open })}>
            {t('cashNow')}
          </Button>
          <Button tone="text" onClick={() => setStep('none')}>
            {app('cancel')}
          </Button>
        </div>
      </div>
    );
  if (open > 0)
    return (
      <Button tone="outline" onClick={() => setStep('cash')}>
        {t('cash')}
      </Button>
    );
  if (excess > 0 && !isAsked)
    return (
      <Button tone="outline" onClick={() => setStep('refund')}>
        {t('askRefund')}
      </Button>
    );
  return null;
}
