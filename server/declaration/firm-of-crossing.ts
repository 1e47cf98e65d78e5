import { and, eq } from 'drizzle-orm';
import { type Database, inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import type { GateId } from '@/domain/shared/identity';

/** Whose crossing it is; null where there is none, so that nobody's firm matches it. */
export async function firmOfCrossing(
  db: Database,
  gateId: GateId,
  crossingId: string,
): Promise<string | null> {
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const [row] = await tx
      .select({ firmId: crossing.firmId })
      .from(crossing)
      .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId)));
    return row?.firmId ?? null;
  });
}
