import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { CHANNEL } from './positions';

/** A notification inside each transaction cut throughput to a quarter: one per node and this long, after the commits. */
const REST_MS = 40;

const resting = new WeakMap<Database, { again: boolean }>();

/**
 * Tells every node that some gate's log has grown. To be called after the commit; returns at once and never fails: a
 * hint that is lost costs the boards one beat of the watcher.
 */
export function announceChange(db: Database): void {
  const rest = resting.get(db);
  if (rest) {
    rest.again = true;
    return;
  }
  const state = { again: false };
  resting.set(db, state);
  announceOnce(db).catch(() => undefined);
  setTimeout(() => {
    resting.delete(db);
    if (state.again) announceChange(db);
  }, REST_MS).unref();
}

/** The same at once, for a process that is about to end. */
export async function announceOnce(db: Database): Promise<void> {
  await db.execute(sql`select pg_notify(${CHANNEL}, '')`);
}
