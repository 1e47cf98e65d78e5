import { createHash, randomInt, randomUUID } from 'node:crypto';
import { and, eq, gt, lt, lte, sql } from 'drizzle-orm';
import type { Database, Transaction } from '@/db/client';
import { oneTimeCode, type PendingRegistration } from '@/db/schema/firm-people';
import { type Contact, contactOf } from '@/domain/access/contact';
import {
  CODE_DIGITS,
  CODE_LIFE_SECONDS,
  CODE_TRIES,
  type CodePurpose,
  parseCode,
} from '@/domain/access/one-time-code';

/** Salted by the request, so that equal codes of two people look different. */
const hashOf = (request: string, code: string): string =>
  createHash('sha256').update(`${request}:${code}`).digest('hex');

/**
 * Makes a code for one contact and purpose and keeps its hash (FM-7). The request goes to the browser that asked, the
 * code to the contact: both are needed. Known and unknown contacts are the same work here (FM-8).
 */
export async function issueCode(
  db: Database,
  order: {
    readonly purpose: CodePurpose;
    readonly contact: Contact;
    readonly registration?: PendingRegistration;
  },
  now: number,
): Promise<{ readonly request: string; readonly code: string }> {
  const request = randomUUID();
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
  await db.delete(oneTimeCode).where(lte(oneTimeCode.expiresAt, now));
  await db.insert(oneTimeCode).values({
    id: request,
    purpose: order.purpose,
    contact: order.contact.value,
    codeHash: hashOf(request, code),
    expiresAt: now + CODE_LIFE_SECONDS * 1000,
    registration: order.registration ?? null,
  });
  return { request, code };
}

export type SpentCode = { readonly contact: Contact; readonly registration: PendingRegistration | null };

/**
 * One try at a code. Null: wrong, over, used or of another purpose, all alike. Every try is counted before it is compared,
 * so that guesses which arrive at once are no more than those one after the other; of two right ones one wins.
 */
export async function spendCode(
  db: Database | Transaction,
  order: { readonly purpose: CodePurpose; readonly request: string; readonly code: string },
  now: number,
): Promise<SpentCode | null> {
  const [tried] = await db
    .update(oneTimeCode)
    .set({ tries: sql`${oneTimeCode.tries} + 1` })
    .where(
      and(
        eq(oneTimeCode.id, order.request),
        eq(oneTimeCode.purpose, order.purpose),
        gt(oneTimeCode.expiresAt, now),
        lt(oneTimeCode.tries, CODE_TRIES),
      ),
    )
    .returning({ codeHash: oneTimeCode.codeHash });
  const code = parseCode(order.code);
  if (tried === undefined || code === null || tried.codeHash !== hashOf(order.request, code)) return null;
  const [spent] = await db.delete(oneTimeCode).where(eq(oneTimeCode.id, order.request)).returning();
  return spent === undefined ? null : { contact: contactOf(spent.contact), registration: spent.registration };
}
