import { and, asc, eq, gte, isNull, lt } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { event } from '@/db/schema/event';
import { callKnew } from '@/db/schema/flow';
import { auditCall } from '@/domain/flow/call-knew';
import { callsOf } from '@/domain/flow/calls';
import type { Period } from '@/domain/report/home-day';
import type { AuditedCall } from '@/domain/report/order';
import type { GateId } from '@/domain/shared/identity';
import { occurredAt } from '@/domain/sync/hlc';
import { readCalled } from '../flow/read-calls';
import { findPosition } from './find-position';

/** Every call of the period held against what the rules said then (GA-15): of calls before that was kept, that it is not known. */
export async function auditCalls(
  tx: Transaction,
  gateId: GateId,
  { from, until }: Period,
): Promise<readonly AuditedCall[]> {
  const [first, last] = [await findPosition(tx, gateId, from), await findPosition(tx, gateId, until)];
  const rows = await tx
    .select({ event: event.event })
    .from(event)
    .where(
      and(
        eq(event.gateId, gateId),
        eq(event.type, 'call.proposed'),
        isNull(event.crossingId),
        gte(event.position, first),
        lt(event.position, last),
      ),
    )
    .orderBy(asc(event.position));
  const events = rows.map((row) => row.event);
  const proposals = events.flatMap((one) => (one.type === 'call.proposed' ? [one] : []));
  if (proposals.length === 0) return [];
  const ids = proposals.map(({ id }) => id);
  const kept = await tx
    .select({ callId: callKnew.callId, knew: callKnew.knew })
    .from(callKnew)
    .where(and(eq(callKnew.gateId, gateId), oneOf(callKnew.callId, ids)));
  const knewOf = new Map(kept.map(({ callId, knew }) => [callId, knew]));
  const plates = await readCalled(tx, gateId, callsOf(events));
  return proposals.flatMap((one): AuditedCall[] => {
    if (one.direction === null) return [];
    const { yard, allocations, knew } = one.body;
    const audit = auditCall(allocations, knew ?? null, knewOf.get(one.id) ?? null);
    return [
      {
        at: occurredAt(one),
        direction: one.direction,
        yard,
        vehicles: allocations.length,
        audit: audit.kind,
        outOfTurn: audit.kind === 'known' ? audit.outOfTurn.map((id) => plates.get(id)?.plate ?? id) : [],
      },
    ];
  });
}
