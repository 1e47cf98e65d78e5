import { and, count, eq } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { draft } from '@/db/schema/draft';
import { filing } from '@/db/schema/filing';
import type { Submission } from '@/domain/declaration/submission';
import { allFaults, checkWhole, type FormState, NO_EXTRAS } from '@/domain/declaration/whole';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FirmContext } from './firm-context';
import { MOST_DRAFTS } from './list-drafts';
import { lockDraft } from './lock-draft';
import { type DraftContent, openDraft, sealDraft } from './sealed-draft';

export type SavedDraft =
  | { readonly kind: 'saved'; readonly savedAt: number }
  /** Another device has written since: what it wrote, for a person to choose. */
  | { readonly kind: 'newer'; readonly savedAt: number; readonly content: DraftContent }
  /** It is a declaration already. */
  | { readonly kind: 'filed' };

/**
 * Puts a declaration aside as it stands, faults and all (rule 12). The same id again replaces what was put aside, if
 * this device has seen it (DE-9).
 * @param seen `savedAt` of the last version this device knows; null before the first
 */
export async function saveDraft(
  { db, keys, clock, actor, firmId }: FirmContext,
  input: { draftId: string; submission: Submission; form?: FormState | undefined; seen: number | null },
): Promise<Result<SavedDraft, 'AP-MANY'>> {
  const { draftId, submission, seen } = input;
  const form = input.form ?? null;
  const faults = allFaults(checkWhole(submission, form?.extras ?? NO_EXTRAS));
  const ring = await keys();
  const sealed = await sealDraft(ring, draftId, { submission, faults, form });
  const own = and(eq(draft.firmId, firmId), eq(draft.id, draftId));
  const outcome = await inGate(db, { gateId: EVERY_GATE, actor: actor.id, firmId }, async (tx) => {
    await lockDraft(tx, firmId, draftId);
    const [filed] = await tx
      .select({ key: filing.clientKey })
      .from(filing)
      .where(and(eq(filing.firmId, firmId), eq(filing.clientKey, draftId)));
    if (filed !== undefined) return { kind: 'filed' as const };
    const [before] = await tx.select().from(draft).where(own).for('update');
    if (before !== undefined && before.savedAt !== seen) return { kind: 'newer' as const, before };
    // Two writes of one millisecond are two versions still.
    const savedAt = Math.max(clock.now(), (before?.savedAt ?? 0) + 1);
    if (before !== undefined) {
      await tx.update(draft).set({ sealed, savedAt }).where(own);
      return { kind: 'saved' as const, savedAt };
    }
    const [held] = await tx.select({ count: count() }).from(draft).where(eq(draft.firmId, firmId));
    if ((held?.count ?? 0) >= MOST_DRAFTS) return { kind: 'many' as const };
    await tx.insert(draft).values({ firmId, id: draftId, source: 'form', row: null, sealed, savedAt });
    return { kind: 'saved' as const, savedAt };
  });
  if (outcome.kind === 'many') return err('AP-MANY');
  if (outcome.kind !== 'newer') return ok(outcome);
  const content = await openDraft(ring, draftId, outcome.before.sealed);
  // What cannot be opened any more is as good as gone, and this device has the only copy.
  const { savedAt } = outcome.before;
  return ok({ kind: 'newer', savedAt, content: content ?? { submission, faults, form } });
}
