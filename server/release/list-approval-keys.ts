import { asc, desc, eq, isNull } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { approver } from '@/db/schema/release';
import type { GateId } from '@/domain/shared/identity';
import type { Context } from '../api/context';
import { actorId } from '../auth/actor-id';

/** Who may approve an override at the gate, and who could. */
export type ApprovalHolder = {
  readonly person: string;
  readonly name: string;
  readonly since: number;
  /** Null while the code is in force. */
  readonly until: number | null;
  readonly mine: boolean;
};

export async function listApprovalKeys(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  { gateId }: { gateId: GateId },
): Promise<readonly ApprovalHolder[]> {
  const self = actorId(actor);
  return inGate(db, { gateId, actor: self }, async (tx) => {
    const rows = await tx
      .select()
      .from(approver)
      .where(eq(approver.gateId, gateId))
      .orderBy(desc(isNull(approver.toAt)), asc(approver.name), desc(approver.fromAt));
    return rows.map(({ personId, name, fromAt, toAt }) => ({
      person: personId,
      name,
      since: fromAt,
      until: toAt,
      mine: personId === self,
    }));
  });
}
