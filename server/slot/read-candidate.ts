import { and, asc, eq } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { crossing } from '@/db/schema/crossing';
import { slotConduct } from '@/db/schema/slot';
import type { PlaceRecord } from '@/domain/flow/no-show';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import type { Candidate } from '@/domain/slot/may-take';
import { goodsClassOf, isDirection } from '../board/stored-words';
import { currentPlan } from '../flow/read-flow-plan';

/** A declared vehicle that asks about a place. */
export type CandidateRow = Candidate & {
  readonly firm: string;
  readonly plate: string;
  readonly direction: Direction;
  readonly plateKey: string;
};

/** Declared vehicles of a gate, each with its record over all gates (SL-7); what was not declared, or by no firm, is missing. */
export async function readCandidates(
  db: Database,
  gateId: GateId,
  crossingIds: readonly CrossingId[],
): Promise<ReadonlyMap<CrossingId, CandidateRow>> {
  const { rows, calendar } = await inGate(db, { gateId: EVERY_GATE, actor: null }, async (tx) => ({
    calendar: (await currentPlan(tx, gateId)).content.calendar,
    rows: await tx
      .select({
        crossingId: crossing.crossingId,
        firm: crossing.firmId,
        direction: crossing.direction,
        goods: crossing.goodsClass,
        plate: crossing.plate,
        plateKey: crossing.plateKey,
        declaredAt: crossing.declaredAt,
        arrivedAt: crossing.arrivedAt,
        endedAt: crossing.endedAt,
        conduct: slotConduct,
      })
      .from(crossing)
      .leftJoin(slotConduct, eq(slotConduct.plateKey, crossing.plateKey))
      .where(and(eq(crossing.gateId, gateId), oneOf(crossing.crossingId, crossingIds)))
      .orderBy(asc(slotConduct.at)),
  }));
  const found = new Map<CrossingId, CandidateRow & { readonly records: PlaceRecord[] }>();
  for (const { crossingId, direction, goods, conduct, ...row } of rows) {
    const { firm, plate, plateKey, declaredAt, arrivedAt, endedAt } = row;
    const id = crossingIdSchema.parse(crossingId);
    const goodsClass = goodsClassOf(goods);
    if (
      firm === null ||
      plate === null ||
      plateKey === null ||
      goodsClass === null ||
      !isDirection(direction)
    )
      continue;
    const known = found.get(id) ?? {
      firm,
      plate,
      direction,
      goods: goodsClass,
      plateKey,
      declaredAt,
      arrivedAt,
      endedAt,
      queue: { gateId, route: null, direction },
      calendar,
      records: [],
    };
    if (conduct !== null) known.records.push(recordOf(conduct));
    found.set(id, known);
  }
  return found;
}

export const readCandidate = async (
  db: Database,
  gateId: GateId,
  crossingId: CrossingId,
): Promise<CandidateRow | null> => (await readCandidates(db, gateId, [crossingId])).get(crossingId) ?? null;

/** The holder chose the hour in its own session: what it was told has reached it. */
const recordOf = ({ kind, at, behindMinutes }: typeof slotConduct.$inferSelect): PlaceRecord =>
  kind === 'no-show' ? { kind, at, behindMinutes, reached: true } : { kind, at };
