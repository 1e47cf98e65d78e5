import { sql } from 'drizzle-orm';
import type { Transaction } from './client';

/** One transaction at a time for what has this name; the others wait until it ends. */
export async function holdLock(tx: Transaction, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
