import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';

/**
 * One deed at a time with a draft, until this transaction ends: a copy that a device sends while the declaration is being filed
 * either goes with the filing or finds it. The first lock of whoever takes it.
 */
export async function lockDraft(tx: Transaction, firmId: string, draftId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`draft ${firmId} ${draftId}`}, 0))`);
}
