import { and, asc, desc, eq, gt, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { type Stay, stayOf } from '@/domain/crossing/stay';
import { allGates } from '@/domain/gate/gates';
import { plateMatchKey } from '@/domain/identifiers/plate';
import { crossingIdSchema, gateIdSchema } from '@/domain/shared/identity';
import { isDirection, kindOf } from '../board/stored-words';
import { readState } from '../log/read-states';

type Row = typeof crossing.$inferSelect;

/** A trip out longer ago than this has nothing to do with a vehicle that comes in now. */
const LOOK_BACK_MS = 7 * 86_400_000;

/**
 * DE-8: the stay beyond the line that this crossing began or ends, by plate, at whatever gates; null where there is
 * none. Nothing but times is told.
 */
export async function readStay(db: Database, of: Row, now: number): Promise<Stay | null> {
  const { direction, plate } = of;
  if (!isDirection(direction) || plate === null) return null;
  return inGate(db, { gateId: EVERY_GATE, actor: null }, async (tx) => {
    const out = direction === 'export' ? of : await lastOut(tx, plate, of.arrivedAt ?? now);
    if (out === null || out.endedKind !== 'completed' || out.endedAt === null) return null;
    const kind = kindOf(out.kind);
    if (kind === null) return null;
    const backAt = direction === 'import' ? of.arrivedAt : await firstBack(tx, plate, out.endedAt);
    const state = await readState(tx, gateIdSchema.parse(out.gateId), crossingIdSchema.parse(out.crossingId));
    const twoWay = state?.declared?.details?.twoWay === true;
    return stayOf({ direction: 'export', kind, plate, twoWay, leftAt: out.endedAt, backAt }, now);
  });
}

const ofPlate = (plate: string) =>
  and(
    inArray(
      crossing.gateId,
      allGates().map(({ code }) => code),
    ),
    eq(crossing.plateKey, plateMatchKey(plate)),
    eq(crossing.plate, plate),
  );

async function lastOut(tx: Transaction, plate: string, before: number): Promise<Row | null> {
  const [row] = await tx
    .select()
    .from(crossing)
    .where(
      and(
        ofPlate(plate),
        eq(crossing.direction, 'export'),
        eq(crossing.endedKind, 'completed'),
        lt(crossing.endedAt, before),
        gt(crossing.endedAt, before - LOOK_BACK_MS),
      ),
    )
    .orderBy(desc(crossing.endedAt))
    .limit(1);
  return row ?? null;
}

async function firstBack(tx: Transaction, plate: string, after: number): Promise<number | null> {
  const [row] = await tx
    .select({ at: sql<string>`${crossing.arrivedAt}` })
    .from(crossing)
    .where(
      and(
        ofPlate(plate),
        eq(crossing.direction, 'import'),
        isNotNull(crossing.arrivedAt),
        gt(crossing.arrivedAt, after),
      ),
    )
    .orderBy(asc(crossing.arrivedAt))
    .limit(1);
  return row === undefined ? null : Number(row.at);
}
