import { and, eq, inArray, isNull, lt, notExists, sql } from 'drizzle-orm';
import { type Database, inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { slot, slotFirm, slotPlace } from '@/db/schema/slot';
import type { GateId } from '@/domain/shared/identity';

/** What somebody did with a place counts for sixty days (FL-30); a month more for whoever complains about it. */
const KEPT_MS = 90 * 24 * 3_600_000;

/**
 * GA-18: lets go of what has only been needed to give places out: hours long past with their counts, and which crossing had
 * which place. The public record, its rounds and its draws stay, so that every draw can be made again for ever. Done again it
 * does nothing. @returns rows let go
 */
export async function forgetSlots(db: Database, gateId: GateId, now: number): Promise<number> {
  const before = now - KEPT_MS;
  return inGate(db, { gateId, actor: null }, async (tx) => {
    // A vehicle that still stands here keeps its place, however old.
    const standing = tx
      .select({ one: sql`1` })
      .from(crossing)
      .where(
        and(
          eq(crossing.gateId, slotPlace.gateId),
          eq(crossing.crossingId, slotPlace.crossingId),
          isNull(crossing.endedAt),
        ),
      );
    const places = await tx
      .delete(slotPlace)
      .where(
        and(
          eq(slotPlace.gateId, gateId),
          lt(slotPlace.hourStart, before),
          inArray(slotPlace.state, ['came', 'gone']),
          notExists(standing),
        ),
      )
      .returning({ id: slotPlace.crossingId });
    const firms = await tx
      .delete(slotFirm)
      .where(and(eq(slotFirm.gateId, gateId), lt(slotFirm.hourStart, before)))
      .returning({ hour: slotFirm.hourStart });
    const hours = await tx
      .delete(slot)
      .where(and(eq(slot.gateId, gateId), lt(slot.hourStart, before)))
      .returning({ hour: slot.hourStart });
    return places.length + firms.length + hours.length;
  });
}
