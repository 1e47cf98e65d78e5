import type { Transaction } from '@/db/client';
import { fold } from '@/domain/crossing/fold';
import type { CrossingState } from '@/domain/crossing/state';
import { processOf } from '@/domain/process/standard-processes';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { readHistories } from './crossing-rows';
import { loadProcesses, processNamed } from './load-processes';

/**
 * What the log says of these crossings now, the whole of it: a fold of their events, which is kept nowhere. Crossings
 * without an event are missing from the answer. For a few at a time; a list asks for columns.
 */
export async function readStates(
  tx: Transaction,
  gateId: GateId,
  ids: readonly CrossingId[],
): Promise<ReadonlyMap<CrossingId, CrossingState>> {
  const histories = await readHistories(tx, gateId, ids);
  const known = ids.flatMap((id) => {
    const events = (histories.get(id) ?? []).map(({ event }) => event);
    return events.length === 0 ? [] : [{ id, events, name: processNamed(events) }];
  });
  const { all } = await loadProcesses(
    tx,
    gateId,
    known.flatMap(({ name }) => name ?? []),
  );
  return new Map(
    known.map(({ id, events, name }) => [id, fold(name === null ? null : processOf(all, name), events)]),
  );
}

export const readState = async (
  tx: Transaction,
  gateId: GateId,
  id: CrossingId,
): Promise<CrossingState | null> => (await readStates(tx, gateId, [id])).get(id) ?? null;
