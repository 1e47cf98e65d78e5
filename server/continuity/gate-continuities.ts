import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { event as eventTable } from '@/db/schema/event';
import { type Continuity, continuities } from '@/domain/continuity/continuity';
import type { GateId } from '@/domain/shared/identity';

/** Every stretch of paper mode this gate ever had, newest first: a handful of events among those of the gate itself. */
export async function gateContinuities(tx: Transaction, gateId: GateId): Promise<readonly Continuity[]> {
  const rows = await tx
    .select({ event: eventTable.event })
    .from(eventTable)
    .where(
      and(
        eq(eventTable.gateId, gateId),
        isNull(eventTable.crossingId),
        inArray(eventTable.type, ['continuity.declared', 'continuity.ended']),
      ),
    );
  return continuities(rows.map(({ event }) => event));
}
