import { inGate } from '@/db/client';
import type { BillKind, FeeLine } from '@/domain/fee/assess';
import { type PaymentAccount, vietQr } from '@/domain/fee/vietqr';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { actorId } from '../auth/actor-id';
import type { FeeFile } from './read-fee';
import { readFee } from './read-fee';
import type { FeeContext } from './with-fee';

/** What a firm and the gate see of a trip's fee. Amounts in VND, times in ms. */
export type FeeStanding = {
  readonly plate: string | null;
  readonly tariff: { readonly id: string; readonly source: string } | null;
  readonly balances: readonly {
    readonly kind: BillKind;
    readonly lines: readonly FeeLine[];
    readonly due: number;
    readonly paid: number;
    readonly open: number;
    readonly excess: number;
    /** The bill that asks for what is open; null until somebody wants to pay. */
    readonly bill: {
      readonly billId: string;
      readonly reference: string;
      readonly amount: number;
      /** Text of its payment code; null: this installation has no account. */
      readonly code: string | null;
    } | null;
  }[];
  readonly movements: readonly {
    readonly id: string;
    readonly kind: BillKind;
    readonly amount: number;
    readonly via: 'bank' | 'desk' | 'refund';
    readonly receipt: number | null;
    readonly at: number;
  }[];
  readonly refunds: readonly {
    readonly id: string;
    readonly kind: BillKind;
    readonly amount: number;
    readonly reason: string;
    readonly askedAt: number;
    readonly outcome: 'paid-back' | 'refused' | null;
    /** The one who asks now asked for it and so may not decide. */
    readonly isOwn: boolean;
  }[];
  /** Whom to pay, for people. */
  readonly account: PaymentAccount | null;
};

export async function readFeeStanding(
  { db, clock, actor }: FeeContext,
  input: { readonly gateId: GateId; readonly crossingId: string },
  account: PaymentAccount | null,
): Promise<Result<FeeStanding, 'AP-NONE'>> {
  const by = actorId(actor);
  const file = await inGate(db, { gateId: input.gateId, actor: by }, (tx) =>
    readFee(tx, input.gateId, crossingIdSchema.parse(input.crossingId), clock.now()),
  );
  return file === null ? err('AP-NONE') : ok(standingOf(file, account, by));
}

function standingOf(file: FeeFile, account: PaymentAccount | null, by: string | null): FeeStanding {
  const { tariff, balances, movements, refunds, state } = file;
  return {
    plate: state.declared?.binding.plate ?? null,
    tariff: tariff && { id: tariff.id, source: tariff.source },
    balances: balances.map(({ bill, stale: _, ...balance }) => ({
      ...balance,
      bill: bill && {
        billId: bill.id,
        reference: bill.reference,
        amount: bill.amount,
        code: account && vietQr(account, bill.amount, bill.reference),
      },
    })),
    movements: movements.map(({ movementId, kind, amount, via, receipt, at }) => ({
      id: movementId,
      kind,
      amount,
      via,
      receipt,
      at,
    })),
    refunds: refunds.map(({ refundId, kind, amount, reason, askedAt, outcome, askedBy }) => ({
      id: refundId,
      kind,
      amount,
      reason,
      askedAt,
      outcome,
      isOwn: askedBy === by,
    })),
    account,
  };
}
