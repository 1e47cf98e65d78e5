import { inGate } from '@/db/client';
import type { PlanLine } from '@/domain/flow/picture';
import type { GateId } from '@/domain/shared/identity';
import type { Context } from '../api/context';
import { namesOf } from '../auth/names-of';
import type { PersonContext } from '../control/person-context';
import { firstPlan, readPlanVersions } from './read-flow-plan';

/** Every plan of a gate with who made it and why (FL-13): newest first, what the installation began with last. */
export async function listPlanVersions(
  { db, accounts, actor }: PersonContext & Pick<Context, 'accounts'>,
  { gateId }: { readonly gateId: GateId },
): Promise<readonly PlanLine[]> {
  const versions = await inGate(db, { gateId, actor: actor.id }, (tx) => readPlanVersions(tx, gateId));
  const names = await namesOf(
    accounts,
    versions.map(({ madeBy }) => madeBy),
  );
  const made = versions.map(
    (version): PlanLine => ({ ...version, madeBy: names.get(version.madeBy) ?? version.madeBy }),
  );
  const first: PlanLine = {
    version: 0,
    madeAt: null,
    madeBy: null,
    reason: null,
    sameAs: null,
    content: firstPlan(gateId),
  };
  return [...made.toReversed(), first];
}
