import { and, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { telling } from '@/db/schema/telling';
import type { GateId } from '@/domain/shared/identity';
import type { ToldTime } from '@/domain/telling/slot-told';

/** What drivers with an hour were told of their turn, by crossing (TE-10). */
export async function readToldTimes(
  tx: Transaction,
  gateId: GateId,
  crossingIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ToldTime[]>> {
  if (crossingIds.length === 0) return new Map();
  const rows = await tx
    .select({ crossingId: telling.crossingId, at: telling.at, values: telling.values })
    .from(telling)
    .where(
      and(eq(telling.gateId, gateId), oneOf(telling.crossingId, crossingIds), eq(telling.kind, 'slot-moved')),
    );
  const told = new Map<string, ToldTime[]>();
  for (const { crossingId, at, values } of rows) {
    const { hour, time } = values;
    if (crossingId === null || typeof hour !== 'number' || typeof time !== 'number') continue;
    told.set(crossingId, [...(told.get(crossingId) ?? []), { hour, time, at }]);
  }
  return told;
}
