import { and, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { pass } from '@/db/schema/pass';
import { crossingIdSchema, type GateId, type PassId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { KeyRing } from '../keys/key-ring';
import { currentLists, nextRevocationVersion, refreshLists } from '../keys/refresh-lists';
import { centreDraft } from '../log/centre-draft';
import { lockCrossings } from '../log/crossing-rows';
import { lockHead } from '../log/gate-head';
import { lockCentre, recordEvents } from '../log/record-events';

export type Revocation = {
  readonly gateId: GateId;
  readonly passId: PassId;
  readonly reason: string;
  readonly actor: string;
};

/**
 * Ends a pass for good and signs the list that says so, in one transaction. The event names the version of that list:
 * whoever admits the vehicle later is judged by the version on their tablet (IN-2).
 * @param now server clock, ms since the epoch
 */
export async function revokePass(
  tx: Transaction,
  ring: KeyRing,
  { gateId, passId, reason, actor }: Revocation,
  now: number,
): Promise<Result<null, 'unknown' | 'already-revoked'>> {
  const read = async () => {
    const [row] = await tx
      .select({ crossingId: pass.crossingId, status: pass.status })
      .from(pass)
      .where(and(eq(pass.gateId, gateId), eq(pass.passId, passId)));
    return row ?? null;
  };
  const known = await read();
  if (known === null) return err('unknown');
  const crossingId = crossingIdSchema.parse(known.crossingId);
  // In the order in which every writer takes them; under the head's lock nobody else signs a list.
  await lockCentre(tx, gateId, now);
  await lockCrossings(tx, gateId, [crossingId]);
  await lockHead(tx, gateId);
  if ((await read())?.status === 'revoked') return err('already-revoked');
  const versions = new Map((await currentLists(tx, gateId)).map((list) => [list.kind, list.version]));
  const lists = {
    keys: versions.get('trust-list') ?? 0,
    revocation: nextRevocationVersion(versions.get('revocation') ?? null, now),
    passes: 0,
  };
  await recordEvents(
    tx,
    gateId,
    [
      {
        ...centreDraft(gateId, { crossingId, passId, actor, lists }),
        type: 'pass.revoked',
        body: { reason },
      },
    ],
    now,
  );
  await refreshLists(tx, ring, gateId, now);
  return ok(null);
}
