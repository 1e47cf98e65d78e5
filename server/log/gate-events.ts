import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { event as eventTable } from '@/db/schema/event';
import type { GateId } from '@/domain/shared/identity';
import type { EventType, GateEvent } from '@/domain/sync/event';

/** All events of these types that are about the gate itself and no vehicle: for what there is a handful of. */
export async function readGateEvents(
  tx: Transaction,
  gateId: GateId,
  types: readonly EventType[],
): Promise<readonly GateEvent[]> {
  const rows = await tx
    .select({ event: eventTable.event })
    .from(eventTable)
    .where(
      and(eq(eventTable.gateId, gateId), isNull(eventTable.crossingId), inArray(eventTable.type, [...types])),
    );
  return rows.map(({ event }) => event);
}
