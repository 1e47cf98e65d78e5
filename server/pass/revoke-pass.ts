import { and, eq } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { pass } from '@/db/schema/pass';
import { crossingIdSchema, type GateId, type PassId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';
import { actorId } from '@/server/auth/actor-id';
import { lockCrossings } from '@/server/log/crossing-rows';
import { recordEvents } from '@/server/log/record-events';
import { announceChange } from '@/server/stream/announce-change';

/** Revokes by pass id, with a reason. Tablets learn it at their next exchange, the holder at the next look. */
export async function revokePass(
  { db, clock, actor }: Pick<Context, 'db' | 'clock' | 'actor'>,
  { gateId, passId, reason }: { gateId: GateId; passId: PassId; reason: string },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  const look = and(eq(pass.gateId, gateId), eq(pass.passId, passId));
  const outcome = await inGate(
    db,
    { gateId, actor: actorId(actor) },
    async (tx): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> => {
      const [found] = await tx.select({ crossingId: pass.crossingId }).from(pass).where(look);
      if (!found) return err('AP-NONE');
      const crossingId = crossingIdSchema.parse(found.crossingId);
      // The crossing's lock first, then the look: of two that revoke at once the second finds it done.
      await lockCrossings(tx, gateId, [crossingId]);
      const [row] = await tx.select({ status: pass.status }).from(pass).where(look);
      if (row?.status !== 'live') return err('AP-DONE');
      await recordEvents(
        tx,
        gateId,
        [
          {
            type: 'pass.revoked',
            gateId,
            actor: actorId(actor),
            agency: actor.kind === 'anonymous' ? null : actor.agency,
            shift: null,
            crossingId,
            passId,
            step: null,
            direction: null,
            verdict: null,
            codes: [],
            lists: null,
            sealed: null,
            body: { reason },
          },
        ],
        clock.now(),
      );
      return ok(null);
    },
  );
  announceChange(db);
  return outcome;
}
