import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { event } from '@/db/schema/event';
import type { GateId } from '@/domain/shared/identity';
import type { GateEvent, GateEventOf } from '@/domain/sync/event';
import { occurredAt } from '@/domain/sync/hlc';
import type { Incident } from '@/domain/sync/incident';

type Resolution = GateEventOf<'incident.resolved'>;

/** What has been said about these incidents, in the log and among the events that are about to enter it. */
export async function readResolutions(
  tx: Transaction,
  gateId: GateId,
  incidentIds: readonly string[],
  arriving: readonly GateEvent[],
): Promise<readonly Resolution[]> {
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
  const known = rows.map((row) => row.event).filter((one) => one.type === 'incident.resolved');
  return [...known, ...said];
}

/** A resolution is a fact like any other: the earliest by the hybrid clock counts, whatever the order of arrival. */
export function withResolution(incident: Incident, resolutions: readonly Resolution[]): Incident {
  const [first] = resolutions
    .filter((resolution) => resolution.body.incident === incident.id)
    .sort((a, b) => (a.hlc === b.hlc ? (a.id < b.id ? -1 : 1) : a.hlc < b.hlc ? -1 : 1));
  const resolved =
    first === undefined ? null : { reason: first.body.reason, by: first.actor, at: occurredAt(first) };
  return { ...incident, resolved };
}
