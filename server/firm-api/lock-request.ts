import type { Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';

/** IM-12: of two requests of a firm's own system with one key the second waits for the first, and finds its answer. */
export const lockRequest = (tx: Transaction, firmId: string, requestKey: string) =>
  holdLock(tx, `${firmId}/${requestKey}`);
