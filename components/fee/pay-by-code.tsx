'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { BillKind } from '@/domain/fee/assess';
import type { GateId } from '@/domain/shared/identity';
import type { FeeAnswer } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { QrCode } from '../pass/qr-code';
import { Button } from '../ui/button';
import { useMoney } from './use-money';

type Bill = NonNullable<FeeAnswer['balances'][number]['bill']>;
type Props = {
  readonly gateId: GateId;
  readonly crossingId: string;
  readonly kind: BillKind;
  readonly bill: Bill | null;
  readonly account: FeeAnswer['account'];
};

/** The code to pay what is open, made when somebody wants to pay; the same to type for who cannot scan. */
export function PayByCode({ gateId, crossingId, kind, bill, account }: Props) {
  const t = useTranslations('fee');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const make = useMutation(
    trpc.fee.bill.mutationOptions({
      onSettled: () => {
        queries
          .invalidateQueries({ queryKey: trpc.fee.standing.queryKey({ gateId, crossingId }) })
          .catch(() => undefined);
      },
    }),
  );
  if (account === null) return <p className="text-muted">{t('onlyAtDesk')}</p>;
  if (bill === null)
    return (
      <>
        <ErrorNotice error={make.error} />
        <Button busy={make.isPending} onClick={() => make.mutate({ gateId, crossingId, kind })}>
          {t('pay')}
        </Button>
      </>
    );
  return <Code bill={bill} account={account} />;
}

function Code({ bill, account }: { readonly bill: Bill; readonly account: NonNullable<Props['account']> }) {
  const t = useTranslations('fee');
  const money = useMoney();
  return (
    <div className="flex flex-wrap gap-x-8 gap-y-4">
      {bill.code === null ? null : (
        <div className="w-56 max-w-full">
          <QrCode text={bill.code} label={t('codeLabel', { amount: money(bill.amount) })} from="M" />
        </div>
      )}
      <div className="min-w-0 grow basis-64 space-y-3">
        <dl className="space-y-3">
          {(
            [
              ['amount', money(bill.amount)],
              ['words', bill.reference],
              ['account', account.account],
              ['bank', account.bank],
              ['holder', account.holder],
            ] as const
          ).map(([name, value]) =>
            value === '' ? null : (
              <div key={name}>
                <dt className="text-sm text-muted">{t(`to.${name}`)}</dt>
                <dd className="figures text-lg font-semibold break-words select-all">{value}</dd>
              </div>
            ),
          )}
        </dl>
        <p className="max-w-prose text-muted">{t('codeHow')}</p>
      </div>
    </div>
  );
}
