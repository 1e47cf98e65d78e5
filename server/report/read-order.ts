import { type Database, inGate } from '@/db/client';
import { dayPeriod, type ReportDay } from '@/domain/report/home-day';
import type { OrderReport } from '@/domain/report/order';
import { type OrderFact, reportOrder } from '@/domain/report/order-facts';
import type { GateId } from '@/domain/shared/identity';
import { goodsClassOf, isDirection } from '../board/stored-words';
import { readCheckpoints } from './read-lanes';
import { type CrossingStateRow, readPresent } from './read-states';

/** Who was let in before whom, against the order of arrival (RP-14). */
export async function readOrder(
  { db, now, actor }: { readonly db: Database; readonly now: number; readonly actor: string | null },
  { gateId, day }: { readonly gateId: GateId; readonly day: ReportDay },
): Promise<OrderReport> {
  const { from, until, isSoFar } = dayPeriod(day, now);
  return inGate(db, { gateId, actor }, async (tx) => {
    const checkpoints = await readCheckpoints(tx, gateId);
    const read = await readPresent(tx, gateId, { from, until }, (row) => factOf(row, checkpoints, from));
    return reportOrder({ gateId, day, from, until, isSoFar, madeAt: now }, read.rows);
  });
}

/** Nothing of a vehicle that was let in on an earlier day, or that ended without being let in. */
function factOf(
  { crossingId, direction, plate, goodsClass, arrivedAt, heldSince, state }: CrossingStateRow,
  checkpoints: ReadonlyMap<string, string>,
  from: number,
): readonly OrderFact[] {
  const goods = goodsClassOf(goodsClass);
  if (!isDirection(direction) || goods === null || plate === null || arrivedAt === null) return [];
  const entry = state.steps.find(({ usesPass }) => usesPass);
  const [first] = (entry?.confirmations ?? []).toSorted((a, b) => a.at - b.at);
  if (first === undefined ? state.ended !== null : first.at < from) return [];
  const stepAt = (name: string) => state.steps.find(({ step }) => step === name)?.confirmedAt ?? null;
  return [
    {
      crossingId,
      plate,
      class: goods,
      entitledAt: arrivedAt,
      direction,
      admitted:
        first === undefined ? null : { at: first.at, checkpoint: checkpoints.get(first.device) ?? null },
      calledAt: stepAt('called'),
      clearedAt: stepAt('release-check') ?? (state.eligibility?.eligible ? state.eligibility.at : null),
      heldSince,
    },
  ];
}
