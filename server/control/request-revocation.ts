import { inGate } from '@/db/client';
import type { GateId, PassId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';
import { revokePass } from '@/server/pass/revoke-pass';
import { announceChange } from '@/server/stream/announce-change';
import type { PersonContext } from './person-context';

/** A supervisor takes a pass back, with a reason. Tablets learn it at their next exchange, the holder at the next look. */
export async function requestRevocation(
  { db, clock, actor, keys }: PersonContext & Pick<Context, 'keys'>,
  { gateId, passId, reason }: { gateId: GateId; passId: PassId; reason: string },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  const ring = await keys();
  const outcome = await inGate(db, { gateId, actor: actor.id }, (tx) =>
    revokePass(tx, ring, { gateId, passId, reason, actor: actor.id }, clock.now()),
  );
  if (!outcome.ok) return err(outcome.error === 'unknown' ? 'AP-NONE' : 'AP-DONE');
  announceChange(db);
  return ok(null);
}
