import { sql } from 'drizzle-orm';
import type { GateId } from '@/domain/shared/identity';
import { EVERY_GATE, type Transaction } from './client';

/** Reads over the whole province inside a transaction that speaks for one gate, and writes there alone. */
export async function overAllGates<T>(tx: Transaction, gateId: GateId, read: () => Promise<T>): Promise<T> {
  await speakForGate(tx, EVERY_GATE);
  const found = await read();
  await speakForGate(tx, gateId);
  return found;
}

export async function speakForGate(tx: Transaction, gateId: GateId | typeof EVERY_GATE): Promise<void> {
  await tx.execute(sql`select set_config('app.gate', ${gateId}, true)`);
}
