import { and, eq, gte, isNull, min } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import type { GateId } from '@/domain/shared/identity';
import { TABLET_MEMORY_MS } from '@/domain/sync/tablet-memory';
import { readHead } from '../log/gate-head';

/** Where the log of a tablet that knows nothing begins: the first event of a crossing that is live or ended lately. */
export async function firstPositionOfInterest(tx: Transaction, gateId: GateId, now: number): Promise<number> {
  const oldest = { position: min(crossing.firstPosition) };
  const [live] = await tx
    .select(oldest)
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), isNull(crossing.endedAt)));
  const [lately] = await tx
    .select(oldest)
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), gte(crossing.endedAt, now - TABLET_MEMORY_MS)));
  const known = [live?.position, lately?.position].filter((position) => typeof position === 'number');
  return known.length > 0 ? Math.min(...known) : (await readHead(tx, gateId)).position + 1;
}
