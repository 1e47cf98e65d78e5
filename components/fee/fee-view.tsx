'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { FeeAnswer } from '../app/answers';
import { BothTimes } from '../app/both-times';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';
import { FeeLines } from './fee-lines';
import { PayByCode } from './pay-by-code';
import { useMoney } from './use-money';

export type Balance = FeeAnswer['balances'][number];

/** A payment is on the screen soon after the bank has told of it. */
const EVERY_MS = 5_000;

/** What a trip costs, why, what of it is paid, and how to pay the rest. `desk`: what the gate can do about it. */
export function FeeView({
  gateId,
  crossingId,
  heading: Heading = 'h2',
  desk,
}: {
  readonly gateId: GateId;
  readonly crossingId: string;
  /** Below what it stands on the screen. */
  readonly heading?: 'h2' | 'h3';
  readonly desk?: (balance: Balance, answer: FeeAnswer) => ReactNode;
}) {
  const t = useTranslations('fee');
  const trpc = useTRPC();
  const query = useQuery(
    trpc.fee.standing.queryOptions({ gateId, crossingId }, { refetchInterval: EVERY_MS }),
  );
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaiting')}</Awaiting>;
  const { balances, tariff, account } = query.data;
  if (balances.length === 0) return <p className="border-y border-rule py-4 text-muted">{t('none')}</p>;
  return (
    <div className="space-y-10">
      {balances.map((balance) => (
        <section key={balance.kind} aria-labelledby={`fee-${balance.kind}`} data-fee={balance.kind}>
          <Heading id={`fee-${balance.kind}`} className="mb-2 text-xl font-bold">
            {t(`kind.${balance.kind}`)}
          </Heading>
          <FeeLines lines={balance.lines} />
          <Sum balance={balance} />
          {balance.open > 0 ? (
            <div className="mt-4 print:hidden">
              <PayByCode
                gateId={gateId}
                crossingId={crossingId}
                kind={balance.kind}
                bill={balance.bill}
                account={account}
              />
            </div>
          ) : null}
          {desk === undefined ? null : <div className="mt-4 print:hidden">{desk(balance, query.data)}</div>}
        </section>
      ))}
      <Movements answer={query.data} Heading={Heading} />
      {tariff === null ? null : (
        <p className="text-sm text-muted">{t('tariff', { source: tariff.source })}</p>
      )}
    </div>
  );
}

function Sum({ balance }: { readonly balance: Balance }) {
  const t = useTranslations('fee');
  const money = useMoney();
  const { due, paid, open, excess } = balance;
  return (
    <p role="status" data-open={open} className="mt-3 text-lg font-semibold">
      {open > 0
        ? paid > 0
          ? t('openOf', { open: money(open), paid: money(paid) })
          : t('open', { open: money(open) })
        : due === 0 && paid === 0
          ? t('none')
          : excess > 0
            ? t('excess', { excess: money(excess), due: money(due) })
            : t('paid', { due: money(due) })}
    </p>
  );
}

function Movements({ answer, Heading }: { readonly answer: FeeAnswer; readonly Heading: 'h2' | 'h3' }) {
  const t = useTranslations('fee');
  const money = useMoney();
  const waiting = answer.refunds.filter(({ outcome }) => outcome === null);
  if (answer.movements.length === 0 && waiting.length === 0) return null;
  return (
    <section aria-labelledby="fee-movements">
      <Heading id="fee-movements" className="mb-2 text-xl font-bold">
        {t('movements')}
      </Heading>
      <ul className="divide-y divide-rule border-y border-rule">
        {answer.movements.map((movement) => (
          <li
            key={movement.id}
            className="flex flex-wrap items-baseline gap-x-5 py-3"
            data-movement={movement.via}
          >
            <span className="figures w-36 text-lg font-semibold">{money(movement.amount)}</span>
            <span className="min-w-0 grow">
              {`${t(`via.${movement.via}`)} · ${t(`kind.${movement.kind}`)}`}
              <span className="block text-sm text-muted">
                <BothTimes at={movement.at} />
              </span>
            </span>
            {movement.receipt === null ? null : <span>{t('receipt', { number: movement.receipt })}</span>}
          </li>
        ))}
        {waiting.map((refund) => (
          <li key={refund.id} className="flex flex-wrap items-baseline gap-x-5 py-3">
            <span className="figures w-36 text-lg font-semibold">{money(-refund.amount)}</span>
            <span className="min-w-0 grow text-muted">{`${t('refundWaits')} · ${refund.reason}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
