import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { crossing } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import { type Call, callsOf } from '@/domain/flow/calls';
import type { Situation } from '@/domain/flow/situation';
import { crossingIdSchema, type EventId, type GateId } from '@/domain/shared/identity';
import type { EventType, GateEvent } from '@/domain/sync/event';

/** Call-ups of one day; what becomes of them comes within hours, but for who does not come. */
const SINCE_MS = 24 * 3_600_000;
/** More than a day has of any of them; the newest are read. */
const MOST_OF_A_TYPE = 3_000;
const TYPES = [
  'call.proposed',
  'call.approved',
  'call.recalled',
  'call.reached',
  'call.acknowledged',
] as const satisfies readonly EventType[];

/**
 * The gate's call-ups of the last day, newest first, and older ones whose vehicles have not come: they are missed until they come
 * or are taken back. With them the last one ever: the round goes on where it left it.
 */
export async function readCalls(tx: Transaction, gateId: GateId, now: number): Promise<readonly Call[]> {
  // Each type is read backwards by its index, so that years of them cost nothing.
  const rows = await Promise.all(
    TYPES.map((type) =>
      tx
        .select({ event: event.event, recordedAt: event.recordedAt })
        .from(event)
        .where(and(eq(event.gateId, gateId), eq(event.type, type), isNull(event.crossingId)))
        .orderBy(desc(event.position))
        .limit(MOST_OF_A_TYPE),
    ),
  );
  const [proposals = [], ...others] = rows;
  const isRecent = ({ recordedAt }: (typeof proposals)[number]) => recordedAt >= now - SINCE_MS;
  const lastOf = (direction: string) => proposals.find(({ event: { direction: way } }) => way === direction);
  const open = new Set(
    newestNaming(
      proposals.map((row) => row.event),
      await readStillCalled(tx, gateId),
    ),
  );
  // Taken back within the day, however old it is: whom it reached is still to be told.
  for (const row of others.flat())
    if (isRecent(row) && row.event.type === 'call.recalled') open.add(row.event.body.call);
  const isOfOpen = ({ event: { body } }: (typeof proposals)[number]) => 'call' in body && open.has(body.call);
  const kept = [
    ...proposals.filter((row) => isRecent(row) || open.has(row.event.id)),
    ...others.flat().filter((row) => isRecent(row) || isOfOpen(row)),
    ...['export', 'import'].flatMap((direction) => lastOf(direction) ?? []),
  ];
  // Of an older one nothing is left but where the round stands: what became of its vehicles was not read.
  return callsOf(kept.map((row) => row.event)).map((call) =>
    call.proposedAt < now - SINCE_MS && !open.has(call.id) ? { ...call, allocations: [], facts: [] } : call,
  );
}

/** The last call of each of these vehicles, among proposals newest first; of one that was called otherwise, none. */
function newestNaming(
  proposals: readonly GateEvent[],
  crossingIds: ReadonlySet<string>,
): ReadonlySet<EventId> {
  const sought = new Set(crossingIds);
  const found = new Set<EventId>();
  for (const { id, type, body } of proposals) {
    if (sought.size === 0) break;
    if (type !== 'call.proposed') continue;
    for (const { crossingId } of body.allocations) if (sought.delete(crossingId)) found.add(id);
  }
  return found;
}

/** Vehicles that were called and are not at the gate. */
async function readStillCalled(tx: Transaction, gateId: GateId): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ crossingId: crossing.crossingId })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), eq(crossing.stage, 'called'), isNull(crossing.endedAt)));
  return new Set(rows.map(({ crossingId }) => crossingId));
}

/** Of the vehicles of these calls: plate, and whether they have been at the gate or are gone. */
export async function readCalled(
  tx: Transaction,
  gateId: GateId,
  calls: readonly Call[],
): Promise<Situation['called']> {
  const ids = [...new Set(calls.flatMap(({ allocations }) => allocations.map((each) => each.crossingId)))];
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      crossingId: crossing.crossingId,
      plate: crossing.plate,
      insideAt: crossing.insideAt,
      endedAt: crossing.endedAt,
    })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), oneOf(crossing.crossingId, ids)));
  return new Map(
    rows.map((row) => [
      crossingIdSchema.parse(row.crossingId),
      { plate: row.plate ?? '', arrived: row.insideAt !== null || row.endedAt !== null },
    ]),
  );
}
