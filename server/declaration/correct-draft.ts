import { and, eq } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { draft } from '@/db/schema/draft';
import { filing } from '@/db/schema/filing';
import type { Submission } from '@/domain/declaration/submission';
import { err, type Result } from '@/domain/shared/result';
import type { FirmContext } from './firm-context';
import { sealDraft } from './sealed-draft';
import { type SubmitOutcome, submitDeclaration } from './submit-declaration';

/**
 * A draft, corrected: a declaration if nothing is wrong any more, else the draft as it now stands with what is still
 * wrong. The draft's id is the declaration's client key, so a repeated attempt finds what the first one made.
 */
export async function correctDraft(
  ctx: FirmContext,
  { draftId, submission }: { draftId: string; submission: Submission },
): Promise<Result<SubmitOutcome, 'AP-NONE' | 'AP-KEY' | 'AP-MANY'>> {
  const { db, actor, firmId, clock } = ctx;
  const scope = { gateId: EVERY_GATE, actor: actor.id, firmId } as const;
  const known = await inGate(db, scope, async (tx) => {
    const [waiting] = await tx
      .select({ id: draft.id })
      .from(draft)
      .where(and(eq(draft.firmId, firmId), eq(draft.id, draftId)));
    const [filed] = await tx
      .select({ key: filing.clientKey })
      .from(filing)
      .where(and(eq(filing.firmId, firmId), eq(filing.clientKey, draftId)));
    return waiting !== undefined || filed !== undefined;
  });
  if (!known) return err('AP-NONE');
  const outcome = await submitDeclaration(ctx, { submission, clientKey: draftId });
  if (outcome.ok && outcome.value.kind === 'faults') {
    const { faults } = outcome.value;
    const sealed = await sealDraft(await ctx.keys(), draftId, { submission, faults });
    await inGate(db, scope, (tx) =>
      tx
        .update(draft)
        .set({ sealed, savedAt: clock.now() })
        .where(and(eq(draft.firmId, firmId), eq(draft.id, draftId))),
    );
  }
  return outcome;
}
