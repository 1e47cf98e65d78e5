import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import { feeMovement } from '@/db/schema/fee';
import type { BillKind } from '@/domain/fee/assess';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { readFee } from './read-fee';
import { tickPaid } from './tick-paid';

export type Payment = {
  readonly gateId: GateId;
  readonly crossingId: CrossingId;
  readonly kind: BillKind;
  readonly billId: string;
  readonly amount: number;
  readonly via: 'bank' | 'desk';
  readonly bankId: string | null;
  readonly by: string | null;
  /** When the money came, ms. */
  readonly at: number;
};

/** Books money for a crossing, gives it a receipt number, and ticks what is paid by it. Under the locks of `lockFee`. */
export async function bookPayment(tx: Transaction, payment: Payment, now: number): Promise<number> {
  const { gateId, crossingId } = payment;
  const receipt = await nextReceipt(tx, gateId);
  await tx
    .insert(feeMovement)
    .values({ ...payment, movementId: uuidv7({ msecs: now }), receipt, reason: null });
  const file = await readFee(tx, gateId, crossingId, now);
  if (file !== null) await tickPaid(tx, gateId, crossingId, file, now);
  return receipt;
}

/** Counted at each gate without a gap: the centre's chain is locked, so nobody counts beside us. */
async function nextReceipt(tx: Transaction, gateId: GateId): Promise<number> {
  const [last] = await tx
    .select({ receipt: feeMovement.receipt })
    .from(feeMovement)
    .where(and(eq(feeMovement.gateId, gateId), isNotNull(feeMovement.receipt)))
    .orderBy(desc(feeMovement.receipt))
    .limit(1);
  return (last?.receipt ?? 0) + 1;
}
