import { and, asc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { crossing } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';

/**
 * One fold at a time per crossing: each of its writers must see the events of the one before. Rows are locked in one
 * order, new ones first and then all of them, so that two transactions with common crossings cannot wait for each other.
 */
export async function lockCrossings(
  tx: Transaction,
  gateId: GateId,
  ids: readonly CrossingId[],
): Promise<void> {
  const list = `{${[...ids].sort().join(',')}}`;
  await tx.execute(sql`
    insert into ${crossing} (gate_id, crossing_id)
    select ${gateId}, id from unnest(${list}::uuid[]) as id
    where not exists (select from ${crossing} where gate_id = ${gateId} and crossing_id = id)
    on conflict do nothing`);
  await tx
    .select({ id: crossing.crossingId })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), oneOf(crossing.crossingId, ids)))
    .orderBy(asc(crossing.crossingId))
    .for('update');
}

export type Stored = {
  readonly position: number;
  readonly crossingId: string | null;
  readonly event: GateEvent;
};

/** All events of these crossings in the order of the log. */
export async function readHistories(
  tx: Transaction,
  gateId: GateId,
  ids: readonly CrossingId[],
): Promise<ReadonlyMap<string, readonly Stored[]>> {
  const histories = new Map<string, Stored[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return histories;
  const rows = await tx
    .select({ position: event.position, crossingId: event.crossingId, event: event.event })
    .from(event)
    .where(and(eq(event.gateId, gateId), oneOf(event.crossingId, ids)))
    .orderBy(asc(event.position));
  for (const row of rows) {
    if (row.crossingId !== null) histories.get(row.crossingId)?.push(row);
  }
  return histories;
}
