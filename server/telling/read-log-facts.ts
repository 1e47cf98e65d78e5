import { and, asc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { listOf, oneOf } from '@/db/one-of';
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
  const approved = new Map(
    rows.flatMap(({ event, position }) =>
      event.type === 'call.approved' ? [[event.body.call as string, position] as const] : [],
    ),
  );
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

/** The proposals of these calls, by when each was approved: who had been taken back by then was not called. */
async function readProposals(
  tx: Transaction,
  gateId: GateId,
  approved: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, GateEventOf<'call.proposed'>>> {
  if (approved.size === 0) return new Map();
  const calls = [...approved.keys()];
  const rows = await tx
    .select({ event: eventTable.event })
    .from(eventTable)
    .where(and(eq(eventTable.gateId, gateId), oneOf(eventTable.id, calls)));
  const recalls = await tx
    .select({ event: eventTable.event, position: eventTable.position })
    .from(eventTable)
    .where(
      and(
        eq(eventTable.gateId, gateId),
        eq(eventTable.type, 'call.recalled'),
        isNull(eventTable.crossingId),
        sql`${eventTable.event} #>> '{body,call}' = any (${listOf(calls)}::text[])`,
      ),
    );
  const isBack = (call: string, crossingId: string): boolean =>
    recalls.some(
      ({ event, position }) =>
        event.type === 'call.recalled' &&
        event.body.call === call &&
        position < (approved.get(call) ?? 0) &&
        event.body.crossingIds.some((one) => one === crossingId),
    );
  return new Map(
    rows.flatMap(({ event }) => {
      if (event.type !== 'call.proposed') return [];
      const allocations = event.body.allocations.filter(({ crossingId }) => !isBack(event.id, crossingId));
      return [[event.id as string, { ...event, body: { ...event.body, allocations } }] as const];
    }),
  );
}
