import { and, asc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { crossing } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';
import { type History, heldHistories } from './held-histories';

/**
 * One fold at a time per crossing: each of its writers must see the events of the one before. Rows are locked in one
 * order, new ones first and then all of them, so that two transactions with common crossings cannot wait for each other.
 * The answer: the position of each one's last event, 0 for a new one.
 * Position of each one's last event, 0 for a new one.
 */
export async function lockCrossings(
  tx: Transaction,
  gateId: GateId,
  ids: readonly CrossingId[],
): Promise<ReadonlyMap<CrossingId, number>> {
  const these = and(eq(crossing.gateId, gateId), oneOf(crossing.crossingId, ids));
  const known = new Set<string>(
    (await tx.select({ id: crossing.crossingId }).from(crossing).where(these)).map(({ id }) => id),
  );
  const fresh = ids.filter((id) => !known.has(id)).sort();
  if (fresh.length > 0)
    await tx.execute(sql`
      insert into ${crossing} (gate_id, crossing_id)
      select ${gateId}, id from unnest(${`{${fresh.join(',')}}`}::uuid[]) as id
      on conflict do nothing`);
  const rows = await tx
    .select({ id: crossing.crossingId, position: crossing.position })
    .from(crossing)
    .where(these)
    .orderBy(asc(crossing.crossingId))
    .for('update');
  const positions = new Map<string, number>(rows.map(({ id, position }) => [id, position]));
  return new Map(ids.map((id) => [id, positions.get(id) ?? 0]));
}

export type Stored = {
  readonly position: number;
  readonly crossingId: string | null;
  /** The gate's chain at this position. */
  readonly gateHash: string;
  readonly event: GateEvent;
};

/** All events of these crossings in the order of the log. */
export async function readHistories(
  tx: Transaction,
  gateId: GateId,
  ids: readonly CrossingId[],
): Promise<ReadonlyMap<string, History>> {
  const histories = new Map<string, Stored[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return histories;
  const { position, crossingId, gateHash } = event;
  const rows = await tx
    .select({ position, crossingId, gateHash, event: event.event })
    .from(event)
    .where(and(eq(event.gateId, gateId), oneOf(crossingId, ids)))
    .orderBy(asc(position));
  for (const row of rows) {
    if (row.crossingId !== null) histories.get(row.crossingId)?.push(row);
  }
  return histories;
}

const held = heldHistories();

/**
 * The same for crossings whose rows are locked (`positions`: of each one's last event), read only where they are not
 * held. Whoever must know what the log says, and not what it said, asks `readHistories`.
 */
export async function recallHistories(
  tx: Transaction,
  gateId: GateId,
  positions: ReadonlyMap<CrossingId, number>,
): Promise<ReadonlyMap<string, History>> {
  const recalled = new Map<string, History>();
  const hashes = await hashesAt(
    tx,
    gateId,
    [...positions].flatMap(([id, at]) => (held.upTo(gateId, id, at) === null ? [] : at)),
  );
  for (const [id, position] of positions) {
    const history = held.upTo(gateId, id, position);
    if (history !== null && history.at(-1)?.gateHash === hashes.get(position)) recalled.set(id, history);
  }
  const unknown = [...positions.keys()].filter((id) => !recalled.has(id));
  for (const [id, history] of await readHistories(tx, gateId, unknown)) recalled.set(id, history);
  return recalled;
}

/** To be called with what a transaction is about to commit: where it is rolled back, the chain says so. */
export const holdHistory = held.hold;

async function hashesAt(
  tx: Transaction,
  gateId: GateId,
  positions: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (positions.length === 0) return new Map();
  const rows = await tx
    .select({ position: event.position, hash: event.gateHash })
    .from(event)
    .where(and(eq(event.gateId, gateId), oneOf(event.position, positions.map(String))));
  return new Map(rows.map(({ position, hash }) => [position, hash]));
}
