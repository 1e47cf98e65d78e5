import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { feeBill, feeMovement, feeRefund } from '@/db/schema/fee';
import type { CrossingState } from '@/domain/crossing/state';
import { type Assessment, assessFee } from '@/domain/fee/assess';
import { type Balance, balancesOf } from '@/domain/fee/balance';
import { feeCaseOf, type Receiver } from '@/domain/fee/fee-case';
import { TARIFFS, type Tariff, tariffAt } from '@/domain/fee/tariff';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { readStates } from '../log/read-states';

export type FeeFile = {
  readonly state: CrossingState;
  readonly tariff: Tariff | null;
  readonly balances: readonly Balance[];
  readonly bills: readonly (typeof feeBill.$inferSelect)[];
  readonly movements: readonly (typeof feeMovement.$inferSelect)[];
  readonly refunds: readonly (typeof feeRefund.$inferSelect)[];
};

/** The fee of a crossing as it stands now: assessed anew, and all that was billed and paid. Null: no such crossing. */
export async function readFee(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
  now: number,
): Promise<FeeFile | null> {
  const state = (await readStates(tx, gateId, [crossingId])).get(crossingId);
  if (state === undefined) return null;
  const own = <T extends typeof feeBill | typeof feeMovement | typeof feeRefund>(table: T) =>
    and(eq(table.gateId, gateId), eq(table.crossingId, crossingId));
  const [bills, movements, refunds, [row]] = await Promise.all([
    tx.select().from(feeBill).where(own(feeBill)).orderBy(asc(feeBill.madeAt)),
    tx.select().from(feeMovement).where(own(feeMovement)).orderBy(asc(feeMovement.at)),
    tx.select().from(feeRefund).where(own(feeRefund)).orderBy(asc(feeRefund.askedAt)),
    tx
      .select({ arrivedAt: crossing.arrivedAt })
      .from(crossing)
      .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId))),
  ]);
  // The fee of the day of the trip: once it has arrived, a later tariff does not concern it.
  const tariff = tariffAt(TARIFFS, Math.min(now, row?.arrivedAt ?? now));
  const assessed = tariff === null ? null : await assess(tx, gateId, state, tariff);
  const standing = bills.map(({ billId, kind, reference, amount, voidedAt }) => ({
    id: billId,
    kind,
    reference,
    amount,
    isVoid: voidedAt !== null,
  }));
  return { state, tariff, balances: balancesOf(assessed, standing, movements), bills, movements, refunds };
}

async function assess(
  tx: Transaction,
  gateId: GateId,
  { declared, direction, pairing, ended }: CrossingState,
  tariff: Tariff,
): Promise<Assessment | null> {
  // Whoever was turned back or called off used nothing.
  const isCalledOff = ended !== null && ended.kind !== 'completed';
  if (declared === null || direction === null || isCalledOff) return null;
  const ids = pairing?.receiving ?? [];
  const receiving = ids.length === 0 ? new Map() : await readStates(tx, gateId, ids);
  const receivers = [...receiving.values()].flatMap((state: CrossingState): Receiver[] => {
    const taking = state.declared;
    return taking === null ? [] : [{ plate: taking.binding.plate, cargoKg: taking.goods.grossWeightKg }];
  });
  const trip = feeCaseOf(declared, direction, receivers);
  return trip === null ? null : assessFee(tariff, trip);
}
