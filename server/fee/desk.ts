import { and, desc, eq, gte, isNull, sql } from 'drizzle-orm';
import { EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { bankCredit, feeMovement, feeRefund } from '@/db/schema/fee';
import type { BillKind } from '@/domain/fee/assess';
import { crossingIdSchema, type GateId, gateIdSchema } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { actorId } from '../auth/actor-id';
import { bookCredit } from '../connectors/bank/pull-credits';
import { bookPayment } from './book-payment';
import { billFor } from './make-bill';
import { readFee } from './read-fee';
import { type FeeContext, withFee } from './with-fee';

/** FE-12: somebody pays at the gate's desk; for exactly what is open, so that the till and the books agree. */
export const payAtDesk = (
  context: FeeContext,
  input: {
    readonly gateId: GateId;
    readonly crossingId: string;
    readonly kind: BillKind;
    /** As the clerk sees it; another amount by then is asked again. */
    readonly amount: number;
  },
): Promise<Result<{ readonly receipt: number }, 'AP-NONE' | 'AP-DONE'>> =>
  withFee(context, input, async (deed) => {
    const { tx, gateId, crossingId, file, now } = deed;
    const { kind, amount } = input;
    if (file.balances.find((each) => each.kind === kind)?.open !== amount) return err('AP-DONE');
    const bill = await billFor(deed, kind);
    if (!bill.ok) return bill;
    const { billId } = bill.value;
    const by = actorId(context.actor);
    const payment = {
      gateId,
      crossingId,
      kind,
      billId,
      amount,
      via: 'desk',
      bankId: null,
      by,
      at: now,
    } as const;
    return ok({ receipt: await bookPayment(tx, payment, now) });
  });

/** FE-13: a person says for which bill a credit was that named none. */
export async function assignCredit(
  { db, clock, actor }: FeeContext,
  input: { readonly gateId: GateId; readonly bankId: string; readonly reference: string },
): Promise<Result<null, 'AP-NONE'>> {
  const { bankId, reference, gateId } = input;
  const order = { bankId, reference, by: actorId(actor), onlyAt: gateId };
  return (await bookCredit({ db, now: clock.now }, order)) ? ok(null) : err('AP-NONE');
}

export type FeeDesk = {
  /** What came in and went back since `since`, by kind and way, VND. */
  readonly sums: readonly {
    readonly kind: BillKind;
    readonly via: 'bank' | 'desk' | 'refund';
    readonly count: number;
    readonly amount: number;
  }[];
  readonly latest: readonly {
    readonly id: string;
    readonly crossingId: string;
    readonly plate: string | null;
    readonly kind: BillKind;
    readonly via: 'bank' | 'desk' | 'refund';
    readonly amount: number;
    readonly receipt: number | null;
    readonly at: number;
  }[];
  readonly refunds: readonly {
    readonly id: string;
    readonly crossingId: string;
    readonly plate: string | null;
    readonly kind: BillKind;
    readonly amount: number;
    readonly reason: string;
    readonly askedAt: number;
    readonly isOwn: boolean;
  }[];
  /** Credits of the province that named no bill, newest first. */
  readonly unclear: readonly {
    readonly bankId: string;
    readonly amount: number;
    readonly words: string;
    readonly bookedAt: number;
  }[];
};

const MOST_LISTED = 200;

/** The gate's till: what came in since an instant, who waits for money back, and credits that nobody could place. */
export async function readFeeDesk(
  { db, clock, actor }: FeeContext,
  { gateId, since }: { readonly gateId: GateId; readonly since: number },
): Promise<FeeDesk> {
  const by = actorId(actor);
  const now = clock.now();
  const ofGate = and(eq(feeMovement.gateId, gateId), gte(feeMovement.at, since));
  const unclear = await inGate(db, { gateId: EVERY_GATE, actor: by }, (tx) =>
    tx
      .select()
      .from(bankCredit)
      .where(isNull(bankCredit.forBill))
      .orderBy(desc(bankCredit.heardAt))
      .limit(MOST_LISTED),
  );
  return inGate(db, { gateId, actor: by }, async (tx) => {
    const plateOf = (table: typeof feeMovement | typeof feeRefund) =>
      and(eq(crossing.gateId, table.gateId), eq(crossing.crossingId, table.crossingId));
    const [sums, latest, refunds] = await Promise.all([
      tx
        .select({
          kind: feeMovement.kind,
          via: feeMovement.via,
          count: sql`count(*)`.mapWith(Number),
          amount: sql`sum(${feeMovement.amount})`.mapWith(Number),
        })
        .from(feeMovement)
        .where(ofGate)
        .groupBy(feeMovement.kind, feeMovement.via),
      tx
        .select({ movement: feeMovement, plate: crossing.plate })
        .from(feeMovement)
        .leftJoin(crossing, plateOf(feeMovement))
        .where(ofGate)
        .orderBy(desc(feeMovement.at))
        .limit(MOST_LISTED),
      tx
        .select({ refund: feeRefund, plate: crossing.plate })
        .from(feeRefund)
        .leftJoin(crossing, plateOf(feeRefund))
        .where(and(eq(feeRefund.gateId, gateId), isNull(feeRefund.outcome)))
        .orderBy(desc(feeRefund.askedAt))
        .limit(MOST_LISTED),
    ]);
    return {
      sums,
      latest: latest.map(
        ({ plate, movement: { movementId, crossingId, kind, via, amount, receipt, at } }) => ({
          id: movementId,
          crossingId,
          plate,
          kind,
          via,
          amount,
          receipt,
          at,
        }),
      ),
      refunds: await openRefunds(tx, refunds, by, now),
      unclear: unclear.map(({ bankId, amount, words, bookedAt }) => ({ bankId, amount, words, bookedAt })),
    };
  });
}

type RefundRow = { readonly refund: typeof feeRefund.$inferSelect; readonly plate: string | null };

/** Each with what would go back now: a correction may have made it less, or nothing. */
async function openRefunds(
  tx: Transaction,
  rows: readonly RefundRow[],
  by: string | null,
  now: number,
): Promise<FeeDesk['refunds']> {
  const lines: FeeDesk['refunds'][number][] = [];
  for (const { plate, refund } of rows) {
    const { refundId, crossingId, kind, amount, reason, askedAt, askedBy } = refund;
    const file = await readFee(
      tx,
      gateIdSchema.parse(refund.gateId),
      crossingIdSchema.parse(crossingId),
      now,
    );
    const excess = file?.balances.find((each) => each.kind === kind)?.excess ?? 0;
    lines.push({
      id: refundId,
      crossingId,
      plate,
      kind,
      amount: Math.min(amount, excess),
      reason,
      askedAt,
      isOwn: askedBy === by,
    });
  }
  return lines;
}
