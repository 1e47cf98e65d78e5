import { asc, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { approver } from '@/db/schema/release';
import type { Approver } from '@/domain/release/approval';
import type { GateId } from '@/domain/shared/identity';

/** Everybody whose approval counts or once counted at the gate, in one order: the list is signed only when it changed. */
export async function listApprovers(tx: Transaction, gateId: GateId): Promise<readonly Approver[]> {
  const rows = await tx
    .select()
    .from(approver)
    .where(eq(approver.gateId, gateId))
    .orderBy(asc(approver.fromAt), asc(approver.personId), asc(approver.publicKey));
  return rows.map(({ personId, publicKey, fromAt, toAt }) => ({
    id: personId,
    publicKey,
    from: fromAt,
    to: toAt,
  }));
}
