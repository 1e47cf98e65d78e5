import { and, eq, isNull } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { approver } from '@/db/schema/release';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '../api/context';
import type { PersonContext } from '../control/person-context';
import { refreshLists } from '../keys/refresh-lists';
import { announceChange } from '../stream/announce-change';

/**
 * A code is lost, seen, or its holder has left: any supervisor of the gate may end it, at once. What was signed before
 * stays proven (RE-1).
 */
export async function endApprovalKey(
  { db, clock, actor, keys }: PersonContext & Pick<Context, 'keys'>,
  { gateId, person }: { gateId: GateId; person: string },
): Promise<Result<null, 'AP-NONE'>> {
  const ring = await keys();
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<null, 'AP-NONE'>> => {
      const now = clock.now();
      const ended = await tx
        .update(approver)
        .set({ toAt: now })
        .where(and(eq(approver.gateId, gateId), eq(approver.personId, person), isNull(approver.toAt)))
        .returning({ person: approver.personId });
      if (ended.length === 0) return err('AP-NONE');
      await refreshLists(tx, ring, gateId, now);
      return ok(null);
    },
  );
  announceChange(db);
  return outcome;
}
