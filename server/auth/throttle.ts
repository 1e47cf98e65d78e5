import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '@/db/client';
import { signInRate } from '@/db/schema/account';
import { networkOf } from './network-of';

/** Window of both throttles, seconds. One figure: the library prunes counters older than its longest window. */
export const THROTTLE_WINDOW_SECONDS = 300;
/** A gate's whole shift signs in from one address. */
export const ATTEMPTS_PER_ADDRESS = 120;
export const ATTEMPTS_PER_ACCOUNT = 10;

/** A firm's whole fleet in one window, with corrections; more is a program gone wild. Sheets come in by the import. */
export const DECLARATIONS_PER_FIRM = 300;

/** One-time codes sent to one contact: a message that was late, not a flood on somebody's phone. */
export const CODES_PER_CONTACT = 5;
/** Codes asked for, registrations and invitations answered from one address: an office shares one. */
export const CODES_PER_ADDRESS = 30;
/** Invitations of one firm. */
export const INVITATIONS_PER_FIRM = 30;
/** Invitations to one contact, whichever firms they are of: nobody asked for them. */
export const INVITATIONS_PER_CONTACT = 5;
/** Imports that a firm begins or goes on with: an office of several people and a bad line. */
export const IMPORTS_PER_FIRM = 100;
/** Two a second from one key: a day's manifest in a quarter of an hour. */
export const REQUESTS_PER_KEY = 600;

/** Questions and answers that one person writes to threads: a busy desk, not a flood. */
export const THREAD_WORDS_PER_PERSON = 60;

/** Browsers that ask to be told, from one address: a yard's drivers share one. */
export const SUBSCRIPTIONS_PER_ADDRESS = 600;

/** Enrolment codes tried from one address: a mistyped one, not a search. A gate's tablets share an address. */
export const CODE_TRIES_PER_ADDRESS = 20;

/** Tries at a gate's kiosks, which share an address: a driver a minute, each mistyping now and then. */
export const KIOSK_TRIES_PER_ADDRESS = 60;
/** Tries at one plate there, known or not. */
export const KIOSK_TRIES_PER_PLATE = 5;
/** Kiosk codes for one pass: one that was lost, or said wrongly over the telephone. */
export const KIOSK_CODES_PER_PASS = 10;
/** PDFs of one pass. */
export const PAPERS_PER_PASS = 10;

/** The address is hashed: a table of counters must not be a list of who has an account. */
const keyOf = (contact: string): string => `account:${hashOf(contact)}`;
const hashOf = (contact: string): string =>
  createHash('sha256').update(contact.trim().toLowerCase()).digest('hex');

/** Counts one attempt at an account, existing or not. Answers whether it may be tried. */
export const countAttempt = (db: Database, email: string, nowMs: number): Promise<boolean> =>
  countUse(db, keyOf(email), ATTEMPTS_PER_ACCOUNT, nowMs);

/** Counts one declaration sent by a firm, good or faulty. Answers whether it may be looked at. */
export const countDeclaration = (db: Database, firmId: string, nowMs: number): Promise<boolean> =>
  countUse(db, `declare:${firmId}`, DECLARATIONS_PER_FIRM, nowMs);

/** Counts one code asked for, by whoever is to get it, known or not. Answers whether it may be sent. */
export const countCodeSent = (db: Database, contact: string, nowMs: number): Promise<boolean> =>
  countUse(db, `code:${hashOf(contact)}`, CODES_PER_CONTACT, nowMs);

/** Counts one request of a visitor's that costs a message or a hash. Answers whether it may be served. */
export const countVisit = (db: Database, address: string, nowMs: number): Promise<boolean> =>
  countUse(db, `visit:${networkOf(address)}`, CODES_PER_ADDRESS, nowMs);

/** Counts one invitation of a firm. Answers whether it may go out. */
export const countInvitation = (db: Database, firmId: string, nowMs: number): Promise<boolean> =>
  countUse(db, `invite:${firmId}`, INVITATIONS_PER_FIRM, nowMs);

/** Counts one invitation to a contact; its codes for signing in are counted apart. Answers whether it may go out. */
export const countInvited = (db: Database, contact: string, nowMs: number): Promise<boolean> =>
  countUse(db, `invite ${hashOf(contact)}`, INVITATIONS_PER_CONTACT, nowMs);

/** Counts one import that a firm begins or goes on with. Answers whether it may. */
export const countImport = (db: Database, firmId: string, nowMs: number): Promise<boolean> =>
  countUse(db, `import:${firmId}`, IMPORTS_PER_FIRM, nowMs);

/** Counts one request of a firm's own system. Answers whether it may be looked at. */
export const countProgram = (db: Database, keyId: string, nowMs: number): Promise<boolean> =>
  countUse(db, `program:${keyId}`, REQUESTS_PER_KEY, nowMs);

/** Counts one message of a person's to a thread. Answers whether it may be written. */
export const countThread = (db: Database, personId: string, nowMs: number): Promise<boolean> =>
  countUse(db, `thread:${personId}`, THREAD_WORDS_PER_PERSON, nowMs);

/** Counts one browser that asks to be told. Answers whether it may. */
export const countSubscription = (db: Database, address: string, nowMs: number): Promise<boolean> =>
  countUse(db, `push:${networkOf(address)}`, SUBSCRIPTIONS_PER_ADDRESS, nowMs);

/** Counts one try at an enrolment code. Answers whether it may be looked at. */
export const countCodeTry = (db: Database, address: string, nowMs: number): Promise<boolean> =>
  countUse(db, `enrol:${networkOf(address)}`, CODE_TRIES_PER_ADDRESS, nowMs);

/** Counts one try at a kiosk code. Answers whether it may be looked at. */
export const countKioskTry = (db: Database, address: string, nowMs: number): Promise<boolean> =>
  countUse(db, `kiosk:${networkOf(address)}`, KIOSK_TRIES_PER_ADDRESS, nowMs);

/** Counts one try at a plate's kiosk codes, by whoever and for whichever plate. Answers whether it may be looked at. */
export const countKioskPlate = (db: Database, plate: string, nowMs: number): Promise<boolean> =>
  countUse(db, `kiosk ${hashOf(plate)}`, KIOSK_TRIES_PER_PLATE, nowMs);

/** Counts one kiosk code for a pass. Answers whether it may be made. */
export const countKioskCode = (db: Database, passId: string, nowMs: number): Promise<boolean> =>
  countUse(db, `kiosk-code:${passId}`, KIOSK_CODES_PER_PASS, nowMs);

/** Counts one PDF of a pass. Answers whether it may be written. */
export const countPaper = (db: Database, passId: string, nowMs: number): Promise<boolean> =>
  countUse(db, `paper:${passId}`, PAPERS_PER_PASS, nowMs);

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
