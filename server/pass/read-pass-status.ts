import { and, desc, eq } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { pass, passToken } from '@/db/schema/pass';
import type { CrossingState } from '@/domain/crossing/state';
import { gateByNumber } from '@/domain/gate/gates';
import { decodePass } from '@/domain/pass/decode-pass';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Stage } from '@/domain/shared/vocabulary';
import type { Context } from '@/server/api/context';
import { endOf, isStage } from '@/server/board/stored-words';

/** Live state of one pass, for whoever holds its text. Nothing of a person and nothing that the text does not open. */
export type PassStatus = {
  readonly gateId: GateId;
  readonly stage: Stage;
  readonly stageSince: number | null;
  readonly waitingOn: CrossingState['waitingOn'];
  readonly ended: CrossingState['ended'];
  readonly held: boolean;
  /** Newest revision of this pass; higher than the one held means "ask your firm for the new one". */
  readonly revision: number;
  readonly status: 'live' | 'revoked' | 'superseded' | 'used-up';
  /** When this was true at the centre, ms. */
  readonly at: number;
};

/**
 * The whole text is the secret: it must be, character by character, one that we signed and stored. So nobody learns
 * anything by guessing pass ids, and an altered pass is no pass.
 */
export async function readPassStatus(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { token }: { token: string },
): Promise<Result<PassStatus, 'AP-PASS' | 'AP-NONE'>> {
  const decoded = decodePass(token);
  if (decoded.kind !== 'decoded') return err('AP-PASS');
  const { claims } = decoded.pass;
  const gateId = gateByNumber(claims.gateNumber)?.code;
  if (gateId === undefined) return err('AP-PASS');
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const [signed] = await tx
      .select({ token: passToken.token, crossingId: passToken.crossingId })
      .from(passToken)
      .where(
        and(
          eq(passToken.gateId, gateId),
          eq(passToken.passId, claims.passId),
          eq(passToken.revision, claims.revision),
        ),
      );
    if (signed?.token !== token) return err('AP-NONE');
    const [row] = await tx
      .select({ crossing, revision: pass.revision, status: pass.status })
      .from(pass)
      .innerJoin(crossing, and(eq(crossing.gateId, pass.gateId), eq(crossing.crossingId, pass.crossingId)))
      .where(and(eq(pass.gateId, gateId), eq(pass.passId, claims.passId)))
      .orderBy(desc(pass.revision))
      .limit(1);
    if (!row) return err('AP-NONE');
    const { stage, stageSince, waitingOn, heldSince } = row.crossing;
    if (!isStage(stage)) return err('AP-NONE');
    return ok({
      gateId,
      stage,
      stageSince,
      waitingOn,
      ended: endOf(row.crossing),
      held: heldSince !== null,
      revision: row.revision,
      status: row.status === 'live' && row.revision > claims.revision ? 'superseded' : row.status,
      at: clock.now(),
    });
  });
}
