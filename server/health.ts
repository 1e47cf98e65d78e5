import { sql } from 'drizzle-orm';
import { type Database, sqlState } from '@/db/client';
import journal from '@/db/migrations/meta/_journal.json' with { type: 'json' };

export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'not-ready'; readonly reason: 'database' | 'migrations' };

/** Newest migration that this build needs, ms since the epoch as drizzle-kit numbers them. */
const needed = Math.max(...journal.entries.map((entry) => entry.when));

/** Does the database answer, and does it have the schema of this build (or of a newer one)? */
export async function readiness(db: Database): Promise<Readiness> {
  try {
    const [row] = await db.execute<{ newest: string | null }>(
      sql`select max(created_at)::text as newest from drizzle.__drizzle_migrations`,
    );
    return Number(row?.newest ?? 0) >= needed
      ? { kind: 'ready' }
      : { kind: 'not-ready', reason: 'migrations' };
  } catch (error) {
    return { kind: 'not-ready', reason: isUnmigrated(error) ? 'migrations' : 'database' };
  }
}

/** The table, its schema or the right to read it is missing: the database is there, the migrations are not. */
function isUnmigrated(error: unknown): boolean {
  const state = sqlState(error);
  return state === '42P01' || state === '3F000' || state === '42501';
}
