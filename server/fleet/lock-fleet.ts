import type { Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';

/** One change of a firm's fleet at a time, until this transaction ends: what stands once in it is looked up before it is written. */
export async function lockFleet(tx: Transaction, firmId: string): Promise<void> {
  await holdLock(tx, `fleet ${firmId}`);
}
