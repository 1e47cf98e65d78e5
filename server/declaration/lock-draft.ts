import type { Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';

/**
 * One deed at a time with a draft, until this transaction ends: a copy that a device sends while the declaration is being filed
 * either goes with the filing or finds it. The first lock of whoever takes it.
 */
export async function lockDraft(tx: Transaction, firmId: string, draftId: string): Promise<void> {
  await holdLock(tx, `draft ${firmId} ${draftId}`);
}
