import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { event as eventTable } from '@/db/schema/event';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { GateEventOf } from '@/domain/sync/event';
import { factsOfEvent, TELLING_EVENTS, type TellingFact } from '@/domain/telling/facts-of-event';

/** Events looked at in one go; of many more the rest waits for the next. */
const MOST_EVENTS = 500;

/** What a gate's log tells after `from`, and how far it was read. The log has no gaps: nothing is missed (TE-6). */
export async function readLogFacts(
  tx: Transaction,
  gateId: GateId,
  from: number,
  until: number,
): Promise<{ readonly facts: readonly TellingFact[]; readonly position: number }> {
  const rows = await tx
    .select({
      position: eventTable.position,
      crossingId: eventTable.crossingId,
      event: eventTable.event,
    })
    .from(eventTable)
    .where(
      and(
        eq(eventTable.gateId, gateId),
        gt(eventTable.position, from),
        lte(eventTable.position, until),
        inArray(eventTable.type, [...TELLING_EVENTS]),
      ),
    )
    .orderBy(asc(eventTable.position))
    .limit(MOST_EVENTS);
  const approved = rows.flatMap(({ event }) => (event.type === 'call.approved' ? [event.body.call] : []));
  const proposals = await readProposals(tx, gateId, approved);
  return {
    facts: rows.flatMap(({ event, crossingId }) =>
      factsOfEvent(
        event,
        crossingId === null ? null : crossingIdSchema.parse(crossingId),
        (call) => proposals.get(call) ?? null,
      ),
    ),
    position: rows.length < MOST_EVENTS ? until : (rows.at(-1)?.position ?? until),
  };
}

async function readProposals(
  tx: Transaction,
  gateId: GateId,
  calls: readonly string[],
): Promise<ReadonlyMap<string, GateEventOf<'call.proposed'>>> {
  if (calls.length === 0) return new Map();
  const rows = await tx
    .select({ event: eventTable.event })
    .from(eventTable)
    .where(and(eq(eventTable.gateId, gateId), oneOf(eventTable.id, calls)));
  return new Map(
    rows.flatMap(({ event }) =>
      event.type === 'call.proposed' ? [[event.id as string, event] as const] : [],
    ),
  );
}
