import { count, eq } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { draft } from '@/db/schema/draft';
import { checkSubmission } from '@/domain/declaration/check-submission';
import type { Submission } from '@/domain/declaration/submission';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FirmContext } from './firm-context';
import { type DraftView, MOST_DRAFTS } from './list-drafts';
import { sealDraft } from './sealed-draft';

/** Puts a declaration aside as it stands, faults and all (rule 12). The same id again replaces what was put aside. */
export async function saveDraft(
  { db, keys, clock, actor, firmId }: FirmContext,
  { draftId, submission }: { draftId: string; submission: Submission },
): Promise<Result<DraftView, 'AP-MANY'>> {
  const { faults } = checkSubmission(submission);
  const savedAt = clock.now();
  const sealed = await sealDraft(await keys(), draftId, { submission, faults });
  return inGate(db, { gateId: EVERY_GATE, actor: actor.id, firmId }, async (tx) => {
    const [held] = await tx.select({ count: count() }).from(draft).where(eq(draft.firmId, firmId));
    if ((held?.count ?? 0) >= MOST_DRAFTS) return err('AP-MANY');
    const [row] = await tx
      .insert(draft)
      .values({ firmId, id: draftId, source: 'form', row: null, sealed, savedAt })
      .onConflictDoUpdate({ target: [draft.firmId, draft.id], set: { sealed, savedAt } })
      .returning({ source: draft.source, row: draft.row });
    return ok({
      draftId,
      source: row?.source ?? 'form',
      row: row?.row ?? null,
      submission,
      faults,
      savedAt,
    });
  });
}
