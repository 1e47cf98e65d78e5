import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '@/db/client';
import { signInRate } from '@/db/schema/account';

/** Window of both throttles, seconds. One figure: the library prunes counters older than its longest window. */
export const THROTTLE_WINDOW_SECONDS = 300;
/** A gate's whole shift signs in from one address. */
export const ATTEMPTS_PER_ADDRESS = 120;
export const ATTEMPTS_PER_ACCOUNT = 10;

/** A firm's whole fleet in one window, with corrections; more is a program gone wild. Sheets come in by the import. */
export const DECLARATIONS_PER_FIRM = 300;

/** Enrolment codes tried from one address: a mistyped one, not a search. A gate's tablets share an address. */
export const CODE_TRIES_PER_ADDRESS = 20;

/** The address is hashed: a table of counters must not be a list of who has an account. */
const keyOf = (email: string): string =>
  `account:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex')}`;

/** Counts one attempt at an account, existing or not. Answers whether it may be tried. */
export const countAttempt = (db: Database, email: string, nowMs: number): Promise<boolean> =>
  countUse(db, keyOf(email), ATTEMPTS_PER_ACCOUNT, nowMs);

/** Counts one declaration sent by a firm, good or faulty. Answers whether it may be looked at. */
export const countDeclaration = (db: Database, firmId: string, nowMs: number): Promise<boolean> =>
  countUse(db, `declare:${firmId}`, DECLARATIONS_PER_FIRM, nowMs);

/** Counts one try at an enrolment code. Answers whether it may be looked at. */
export const countCodeTry = (db: Database, address: string, nowMs: number): Promise<boolean> =>
  countUse(db, `enrol:${address}`, CODE_TRIES_PER_ADDRESS, nowMs);

/**
 * In one statement (no read-then-write between nodes). The window starts with the first use, so nobody is kept out
 * longer than it lasts.
 */
async function countUse(db: Database, key: string, most: number, nowMs: number): Promise<boolean> {
  const fresh = sql`${signInRate.lastRequest} <= ${nowMs - THROTTLE_WINDOW_SECONDS * 1000}`;
  const [row] = await db
    .insert(signInRate)
    .values({ id: uuidv7(), key, count: 1, lastRequest: nowMs })
    .onConflictDoUpdate({
      target: signInRate.key,
      set: {
        count: sql`case when ${fresh} then 1 else least(${signInRate.count} + 1, 1000000) end`,
        lastRequest: sql`case when ${fresh} then ${nowMs}::bigint else ${signInRate.lastRequest} end`,
      },
    })
    .returning({ count: signInRate.count });
  return row !== undefined && row.count <= most;
}

export async function forgetAttempts(db: Database, email: string): Promise<void> {
  await db.delete(signInRate).where(eq(signInRate.key, keyOf(email)));
}
