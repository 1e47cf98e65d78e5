import { randomUUID } from 'node:crypto';
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
  return head ?? (await makeHead(tx, gateId, select));
}

/** Where the gate's log stands, without a lock; zeros for a gate without events. */
export async function readHead(tx: Transaction, gateId: GateId): Promise<Omit<Head, 'epoch'>> {
  const [head] = await selectHead(tx, gateId);
  return head ?? { gateId, position: 0, change: 0, chainHash: null, hlc: null };
}

/** The same for tablets, who are told the epoch: a gate nobody has written at yet gets its head here. */
export async function ensureHead(tx: Transaction, gateId: GateId): Promise<Head> {
  const [head] = await selectHead(tx, gateId);
  return head ?? (await makeHead(tx, gateId, () => selectHead(tx, gateId)));
}

const selectHead = (tx: Transaction, gateId: GateId) =>
  tx.select().from(gateHead).where(eq(gateHead.gateId, gateId));

async function makeHead(tx: Transaction, gateId: GateId, select: () => PromiseLike<Head[]>): Promise<Head> {
  await tx.insert(gateHead).values({ gateId }).onConflictDoNothing();
  const [made] = await select();
  if (made === undefined) throw new Error(`no head for gate ${gateId}`);
  return made;
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

/**
 * After a restore from a backup: another history begins here, whatever numbers it will reach. Tablets that knew the old
 * one read every stream anew and send again what this one lacks (OF-47).
 */
export async function renewEpoch(tx: Transaction, gateId: GateId): Promise<Head> {
  const head = await lockHead(tx, gateId);
  const renewed = { ...head, epoch: randomUUID() };
  await moveHead(tx, renewed);
  return renewed;
}
