import { and, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { crossing } from '@/db/schema/crossing';
import { isDeclaredLate } from '@/domain/flow/declared-late';
import type { GateId } from '@/domain/shared/identity';
import type { Slot } from '@/domain/slot/slot';
import { goodsClassOf } from '../board/stored-words';
import { currentPlan } from '../flow/read-flow-plan';

type Asker = { readonly crossingId: string };

/** Of those who ask, whom these hours may be given (SL-7): a rule of the calendar may have come after the wish. They go on asking. */
export async function mayHaveHour(
  tx: Transaction,
  gateId: GateId,
  askers: readonly Asker[],
): Promise<(asker: Asker, of: Slot) => boolean> {
  const { calendar } = (await currentPlan(tx, gateId)).content;
  if (askers.length === 0 || !calendar.some(({ effect }) => effect.kind === 'declared-before'))
    return () => true;
  const rows = await tx
    .select({ id: crossing.crossingId, goods: crossing.goodsClass, declaredAt: crossing.declaredAt })
    .from(crossing)
    .where(
      and(
        eq(crossing.gateId, gateId),
        oneOf(
          crossing.crossingId,
          askers.map(({ crossingId }) => crossingId),
        ),
      ),
    );
  const known = new Map(rows.map((row) => [row.id, row]));
  return ({ crossingId }, { direction, hourStart }) => {
    const row = known.get(crossingId);
    const goods = goodsClassOf(row?.goods ?? null);
    if (row === undefined || goods === null) return true;
    const queue = { gateId, route: null, direction };
    return !isDeclaredLate(calendar, queue, { goods, declaredAt: row.declaredAt }, hourStart);
  };
}
