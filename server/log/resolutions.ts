import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { event } from '@/db/schema/event';
import type { GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';

/** What has been said about these incidents, in the log and among the events that are about to enter it. */
export async function readResolutions(
  tx: Transaction,
  gateId: GateId,
  incidentIds: readonly string[],
  arriving: readonly GateEvent[],
): Promise<readonly GateEvent[]> {
  const said = arriving.filter((one) => one.type === 'incident.resolved');
  if (incidentIds.length === 0) return said;
  const rows = await tx
    .select({ event: event.event })
    .from(event)
    .where(
      and(
        eq(event.gateId, gateId),
        eq(event.type, 'incident.resolved'),
        sql`(${event.event} -> 'body' ->> 'incident') in (select json_array_elements_text(${JSON.stringify(incidentIds)}::json))`,
      ),
    );
  return [...rows.map((row) => row.event), ...said];
}
