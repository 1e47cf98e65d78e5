import type { Transaction } from '@/db/client';
import { flowPlan } from '@/db/schema/flow';
import type { PlanVersion } from '@/domain/flow/flow-plan';
import type { GateId } from '@/domain/shared/identity';

/** Writes one version; false when somebody has written that number meanwhile. */
export async function insertPlan(tx: Transaction, gateId: GateId, version: PlanVersion): Promise<boolean> {
  const rows = await tx
    .insert(flowPlan)
    .values({ gateId, ...version })
    .onConflictDoNothing()
    .returning({ version: flowPlan.version });
  return rows.length > 0;
}
