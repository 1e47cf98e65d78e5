import { and, eq, gte, isNull, min } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import type { GateId } from '@/domain/shared/identity';
import { readHead } from '../log/gate-head';

/** What ended longer ago is no tablet's business: personal data is purged there after 72 h (architecture.md, Tablets). */
export const TABLET_MEMORY_MS = 72 * 3_600_000;

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
