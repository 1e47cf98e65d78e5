import { and, eq, isNotNull, lte, or, sql } from 'drizzle-orm';
import { type Database, inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { kioskCode, vehiclePosition } from '@/db/schema/position';
import { POSITION_LIFE_MS } from '@/domain/position/on-the-way';
import type { GateId } from '@/domain/shared/identity';

/** Positions of a day ago and of vehicles that have come, and codes that are over, go (PO-9, PO-5). */
export async function forgetPositions(db: Database, gateId: GateId, now: number): Promise<void> {
  await inGate(db, { gateId, actor: null }, async (tx) => {
    const hasCome = tx
      .select({ one: sql`1` })
      .from(crossing)
      .where(
        and(
          eq(crossing.gateId, vehiclePosition.gateId),
          eq(crossing.crossingId, vehiclePosition.crossingId),
          or(isNotNull(crossing.arrivedAt), isNotNull(crossing.endedAt)),
        ),
      );
    await tx
      .delete(vehiclePosition)
      .where(
        and(
          eq(vehiclePosition.gateId, gateId),
          or(lte(vehiclePosition.at, now - POSITION_LIFE_MS), sql`exists ${hasCome}`),
        ),
      );
    await tx.delete(kioskCode).where(and(eq(kioskCode.gateId, gateId), lte(kioskCode.expiresAt, now)));
  });
}
