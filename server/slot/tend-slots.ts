import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { slot, slotPlace, slotRound } from '@/db/schema/slot';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import { directionSchema } from '@/domain/shared/vocabulary';
import { HOUR_MS, hourOf, SLOT_HORIZON_HOURS, type Slot, slotClassSchema } from '@/domain/slot/slot';
import { giveFromList } from './give-from-list';
import { refreshSlots } from './refresh-slots';
import { announceRounds, dueRound, runRound } from './run-round';
import { settlePlaces } from './settle-places';

/** One at a time per gate and cluster; whoever finds another at work leaves it to that one. */
async function holdGate(tx: Transaction, gateId: GateId): Promise<boolean> {
  const [row] = await tx.execute<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`slots ${gateId}`}, 0)) as held`,
  );
  return row?.held === true;
}

/** The capacity of the coming days as the plan in force gives it, and a commitment for each release to come. */
export async function renewSlots(db: Database, gateId: GateId, now: number): Promise<void> {
  await inGate(db, { gateId, actor: null }, async (tx) => {
    if (!(await holdGate(tx, gateId))) return;
    await announceRounds(tx, gateId, now);
    await refreshSlots(tx, gateId, now);
  });
}

/** Gates where a release is due or somebody holds or wants a place: one look for the whole province. */
export async function gatesToTend(db: Database, now: number): Promise<readonly GateId[]> {
  const rows = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select({ gateId: slotRound.gateId })
      .from(slotRound)
      .where(and(isNull(slotRound.drawnAt), lte(slotRound.releaseAt, now)))
      .union(
        tx
          .select({ gateId: slotPlace.gateId })
          .from(slotPlace)
          .where(sql`${slotPlace.state} in ('asked', 'booked')`),
      ),
  );
  return rows.map(({ gateId }) => gateIdSchema.parse(gateId)).toSorted();
}

/** Places that end, then releases that are due with their draws, then places that are free and waited for. */
export async function tendSlots(db: Database, gateId: GateId, now: number): Promise<void> {
  const scope = { gateId, actor: null };
  // First: who has come or was cancelled takes no part in a draw.
  await settlePlaces(db, gateId, now);
  for (let isDue = true; isDue; ) {
    isDue = await inGate(db, scope, async (tx) => {
      const releaseAt = (await holdGate(tx, gateId)) ? await dueRound(tx, gateId, now) : null;
      if (releaseAt !== null) await runRound(tx, gateId, releaseAt, now);
      return releaseAt !== null;
    });
  }
  const waitedFor = await inGate(db, scope, (tx) => freeAndWaitedFor(tx, gateId, now));
  for (const of of waitedFor) await inGate(db, scope, (tx) => giveFromList(tx, gateId, of, now));
}

async function freeAndWaitedFor(tx: Transaction, gateId: GateId, now: number): Promise<readonly Slot[]> {
  const rows = await tx
    .selectDistinct({ direction: slot.direction, class: slot.class, hourStart: slot.hourStart })
    .from(slot)
    .innerJoin(
      slotPlace,
      and(
        eq(slotPlace.gateId, slot.gateId),
        eq(slotPlace.direction, slot.direction),
        eq(slotPlace.class, slot.class),
        eq(slotPlace.state, 'asked'),
        lte(slotPlace.hourStart, slot.hourStart),
        sql`${slotPlace.untilHour} >= ${slot.hourStart} and ${slotPlace.leavingAt} is null`,
      ),
    )
    .where(
      and(
        eq(slot.gateId, gateId),
        sql`${slot.booked} < ${slot.released}`,
        sql`${slot.hourStart} between ${hourOf(now)}::bigint and ${hourOf(now) + SLOT_HORIZON_HOURS * HOUR_MS}::bigint`,
      ),
    )
    .orderBy(slot.hourStart);
  return rows.map((row) => ({
    direction: directionSchema.parse(row.direction),
    class: slotClassSchema.parse(row.class),
    hourStart: row.hourStart,
  }));
}
