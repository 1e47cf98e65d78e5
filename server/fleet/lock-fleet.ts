import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';

/** One change of a firm's fleet at a time, until this transaction ends: what stands once in it is looked up before it is written. */
export async function lockFleet(tx: Transaction, firmId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`fleet ${firmId}`}, 0))`);
}
