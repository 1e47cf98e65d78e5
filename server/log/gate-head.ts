import { eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { gateHead } from '@/db/schema/gate-head';
import type { GateId } from '@/domain/shared/identity';

export type Head = typeof gateHead.$inferSelect;

/**
 * Locks the gate's head until the transaction ends; positions and change numbers are handed out only under it. It is
 * the last lock of every writing transaction: whoever waits for it holds all it will ever need.
 */
export async function lockHead(tx: Transaction, gateId: GateId): Promise<Head> {
  const select = () => tx.select().from(gateHead).where(eq(gateHead.gateId, gateId)).for('update');
  const [head] = await select();
  if (head !== undefined) return head;
  await tx.insert(gateHead).values({ gateId }).onConflictDoNothing();
  const [made] = await select();
  if (made === undefined) throw new Error(`no head for gate ${gateId}`);
  return made;
}

/** Where the gate's log stands, without a lock; zeros for a gate without events. */
export async function readHead(tx: Transaction, gateId: GateId): Promise<Head> {
  const [head] = await tx.select().from(gateHead).where(eq(gateHead.gateId, gateId));
  return head ?? { gateId, position: 0, change: 0, chainHash: null, hlc: null };
}

/**
 * The number below the next change. It runs with the clock, so that a centre set back to yesterday's copy does not give
 * out numbers again that tablets have read past (EV-20). `now` in ms.
 */
export const changeBefore = (head: Pick<Head, 'change'>, now: number): number => Math.max(head.change, now);

export async function moveHead(tx: Transaction, head: Head): Promise<void> {
  const { gateId, ...rest } = head;
  await tx.update(gateHead).set(rest).where(eq(gateHead.gateId, gateId));
}
