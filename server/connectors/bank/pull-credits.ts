import { and, desc, eq, isNull } from 'drizzle-orm';
import { EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { bankCredit, feeBill } from '@/db/schema/fee';
import { feed } from '@/db/schema/release';
import { referencesIn } from '@/domain/fee/vietqr';
import { GATES } from '@/domain/gate/gates';
import { crossingIdSchema, type GateId, gateIdSchema } from '@/domain/shared/identity';
import { bookPayment } from '../../fee/book-payment';
import { lockFee } from '../../fee/with-fee';
import { log } from '../../log';
import { announceChange } from '../../stream/announce-change';
import type { FeedFault } from '../ask-json';
import { type FeedPorts, feedTurn, ofFeed } from '../feed-turn';
import type { Credit } from './protocol';
import type { BankPort } from './source';

export const BANK_FEED = 'bank';
/** The account is the province's; its feed is kept with the first gate. */
const KEPT_WITH = GATES[0]?.code;

export type BankPorts = FeedPorts & { readonly bank: BankPort };
export type PulledCredits =
  | { readonly kind: 'not-due' }
  | {
      readonly kind: 'answered';
      readonly heard: number;
      readonly booked: number;
      readonly unreadable: number;
    }
  | { readonly kind: 'failed'; readonly fault: FeedFault };

const MOST_PAGES = 50;

/** What came in on the account since the last answer, each credit booked once for ever (FE-13). */
export async function pullCredits(ports: BankPorts): Promise<PulledCredits> {
  if (KEPT_WITH === undefined) return { kind: 'not-due' };
  return feedTurn(ports, KEPT_WITH, BANK_FEED, (cursor) => ask(ports, KEPT_WITH, cursor));
}

async function ask(
  { db, bank, now }: BankPorts,
  keptWith: GateId,
  from: string | null,
): Promise<Exclude<PulledCredits, { kind: 'not-due' }>> {
  let cursor = from;
  let [heard, unreadable] = [0, 0];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await bank.credits(cursor);
    if (!answer.ok) return { kind: 'failed', fault: answer.error };
    const { credits, more, cursor: next } = answer.value;
    // The credits and the cursor in one transaction; a credit that comes again is known by the bank's number.
    heard += await inGate(db, { gateId: keptWith, actor: null }, async (tx) => {
      const fresh = await keep(tx, credits, now());
      await tx.update(feed).set({ cursor: next }).where(ofFeed(keptWith, BANK_FEED));
      return fresh;
    });
    unreadable += answer.value.unreadable;
    if (!more || next === cursor) break;
    cursor = next;
  }
  return { kind: 'answered', heard, unreadable, booked: await bookCredits({ db, now }) };
}

async function keep(tx: Transaction, credits: readonly Credit[], now: number): Promise<number> {
  if (credits.length === 0) return 0;
  const kept = await tx
    .insert(bankCredit)
    .values(
      credits.map(({ id, amount, words, bookedAt }) => ({
        bankId: id,
        amount,
        words,
        bookedAt: Math.min(Date.parse(bookedAt), now),
        heardAt: now,
      })),
    )
    .onConflictDoNothing()
    .returning({ bankId: bankCredit.bankId });
  return kept.length;
}

const MOST_BOOKED = 1_000;

/** Books every credit that names a bill and is not booked yet; also those that a server left when it died. */
export async function bookCredits({ db, now }: Pick<BankPorts, 'db' | 'now'>): Promise<number> {
  const waiting = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select()
      .from(bankCredit)
      .where(isNull(bankCredit.forBill))
      .orderBy(desc(bankCredit.heardAt))
      .limit(MOST_BOOKED),
  );
  let booked = 0;
  for (const credit of waiting) {
    // Two bills in one transfer: nobody can say how much is for which; a person has to.
    const [reference, other] = referencesIn(credit.words);
    if (reference === undefined || other !== undefined) continue;
    const order = { bankId: credit.bankId, reference, by: null, onlyAt: null };
    // One that cannot be booked must not keep the others from their lorries.
    const isBooked = await bookCredit({ db, now }, order).catch((error: unknown) => {
      log().error({ err: error, credit: credit.bankId }, 'a credit could not be booked');
      return false;
    });
    if (isBooked) booked += 1;
  }
  if (booked > 0) announceChange(db);
  return booked;
}

/** Books one kept credit for the bill of this reference. False: no such bill, or booked already. */
export async function bookCredit(
  { db, now }: Pick<BankPorts, 'db' | 'now'>,
  order: {
    readonly bankId: string;
    readonly reference: string;
    readonly by: string | null;
    /** A person books at the own gate alone (AC-3); the bank's words at any. */
    readonly onlyAt: GateId | null;
  },
): Promise<boolean> {
  const [bill] = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx.select().from(feeBill).where(eq(feeBill.reference, order.reference)),
  );
  if (bill === undefined) return false;
  const gateId = gateIdSchema.parse(bill.gateId);
  if (order.onlyAt !== null && order.onlyAt !== gateId) return false;
  const crossingId = crossingIdSchema.parse(bill.crossingId);
  const at = now();
  return inGate(db, { gateId, actor: order.by }, async (tx) => {
    await lockFee(tx, gateId, crossingId, at);
    const [credit] = await tx
      .update(bankCredit)
      .set({ forGate: gateId, forBill: bill.billId })
      .where(and(eq(bankCredit.bankId, order.bankId), isNull(bankCredit.forBill)))
      .returning();
    if (credit === undefined) return false;
    await bookPayment(
      tx,
      {
        gateId,
        crossingId,
        kind: bill.kind,
        billId: bill.billId,
        amount: credit.amount,
        via: 'bank',
        bankId: credit.bankId,
        by: order.by,
        // The till counts what it booked today; the bank's own day stays with the credit.
        at,
      },
      at,
    );
    return true;
  });
}
