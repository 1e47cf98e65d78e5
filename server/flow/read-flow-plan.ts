import { asc, desc, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { flowPlan } from '@/db/schema/flow';
import { defaultPlan } from '@/domain/flow/default-plan';
import type { PlanContent, PlanVersion } from '@/domain/flow/flow-plan';
import { gateById } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';

/** Version 0: what the installation began with. */
export function firstPlan(gateId: GateId): PlanContent {
  const gate = gateById(gateId);
  if (gate === null) throw new Error(`no gate ${gateId}`);
  return defaultPlan(gate);
}

/** Every version a manager made, oldest first. */
export async function readPlanVersions(tx: Transaction, gateId: GateId): Promise<readonly PlanVersion[]> {
  const rows = await tx
    .select()
    .from(flowPlan)
    .where(eq(flowPlan.gateId, gateId))
    .orderBy(asc(flowPlan.version));
  return rows.map(({ gateId: _, ...version }) => version);
}

/** The version that holds. */
export async function currentPlan(
  tx: Transaction,
  gateId: GateId,
): Promise<{ readonly version: number; readonly content: PlanContent }> {
  const [row] = await tx
    .select({ version: flowPlan.version, content: flowPlan.content })
    .from(flowPlan)
    .where(eq(flowPlan.gateId, gateId))
    .orderBy(desc(flowPlan.version))
    .limit(1);
  return row ?? { version: 0, content: firstPlan(gateId) };
}
