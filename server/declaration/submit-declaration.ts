import { createHash } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { draft } from '@/db/schema/draft';
import { pass } from '@/db/schema/pass';
import { checkSubmission } from '@/domain/declaration/check-submission';
import type { FieldFault, Submission } from '@/domain/declaration/submission';
import { type CrossingId, type GateId, type PassId, passIdSchema } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { canonicalJson } from '@/domain/sync/canonical-json';
import { countDeclaration } from '@/server/auth/throttle';
import { readProcesses } from '@/server/log/load-processes';
import { announceChange } from '@/server/stream/announce-change';
import { fileCrossings } from './file-crossings';
import type { FirmContext } from './firm-context';

export type SubmitOutcome =
  | {
      readonly kind: 'issued';
      readonly crossingId: CrossingId;
      readonly passId: PassId;
      /** The signed pass, `GP1:…`. */
      readonly token: string;
      /** Normalised plate. */
      readonly plate: string;
    }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] };

/** The vehicle has a live crossing in this direction; whose and where is not said. */
export const TWICE: FieldFault = { field: 'plate', code: 'PL-TWICE', detail: { row: 'live' } };

export const hashOf = (submission: Submission): string =>
  createHash('sha256').update(canonicalJson(submission)).digest('hex');

/**
 * Validate first (rule 6): faults are an answer, nothing is stored. Otherwise crossing and pass are made in one
 * transaction. The same client key again answers with the same pass; it also takes away the draft of that id.
 */
export async function submitDeclaration(
  ctx: FirmContext,
  { submission, clientKey }: { submission: Submission; clientKey: string },
): Promise<Result<SubmitOutcome, 'AP-KEY' | 'AP-MANY'>> {
  if (!(await countDeclaration(ctx.accounts, ctx.firmId, ctx.clock.now()))) return err('AP-MANY');
  const { accepted, faults } = checkSubmission(submission);
  if (accepted === null) return ok({ kind: 'faults', faults });
  const { db, clock, actor, firmId } = ctx;
  const { gateId } = accepted;
  const ring = await ctx.keys();
  const filing = { firmId, clientKey, contentHash: hashOf(submission), accepted };
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id, firmId },
    async (tx): Promise<Result<SubmitOutcome, 'AP-KEY'>> => {
      const processes = await readProcesses(tx, gateId);
      const [filed] = await fileCrossings(tx, gateId, [filing], {
        ring,
        processes,
        actor: actor.id,
        now: clock.now(),
      });
      if (filed === undefined || filed.kind === 'twice') return ok({ kind: 'faults', faults: [TWICE] });
      if (filed.kind === 'known' && !filed.sameContent) return err('AP-KEY');
      await tx.delete(draft).where(and(eq(draft.firmId, firmId), eq(draft.id, clientKey)));
      const issued = filed.kind === 'issued' ? filed : await readIssued(tx, gateId, filed.crossingId);
      return ok({
        kind: 'issued',
        crossingId: filed.crossingId,
        passId: issued.passId,
        token: issued.token,
        plate: accepted.binding.plate,
      });
    },
  );
  announceChange(db);
  return outcome;
}

/** The pass that an earlier attempt was answered with, in its newest revision. */
async function readIssued(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
): Promise<{ readonly passId: PassId; readonly token: string }> {
  const [row] = await tx
    .select({ passId: pass.passId, token: pass.token })
    .from(pass)
    .where(and(eq(pass.gateId, gateId), eq(pass.crossingId, crossingId)))
    .orderBy(desc(pass.change))
    .limit(1);
  if (!row) throw new Error('a filed crossing without a pass');
  return { passId: passIdSchema.parse(row.passId), token: row.token };
}
