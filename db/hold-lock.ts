import { sql } from 'drizzle-orm';
import type { Transaction } from './client';

/** One transaction at a time for what has this name; the others wait until it ends. */
export const holdLock = (tx: Transaction, name: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
