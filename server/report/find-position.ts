import { and, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { event } from '@/db/schema/event';
import type { GateId } from '@/domain/shared/identity';
import { readHead } from '../log/gate-head';

/**
 * First position in the gate's log that was recorded at `at` or later. Positions have no gaps and follow the order of
 * commits, so halving finds it in two dozen steps of the primary key, however long the log is; no index by time is needed.
 * Nodes' clocks may differ by a little: ask for a moment somewhat earlier.
 */
export async function findPosition(tx: Transaction, gateId: GateId, at: number): Promise<number> {
  const head = await readHead(tx, gateId);
  let [low, high] = [1, head.position + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await tx
      .select({ recordedAt: event.recordedAt })
      .from(event)
      .where(and(eq(event.gateId, gateId), eq(event.position, middle)));
    if (row !== undefined && row.recordedAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
