import { and, eq } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { draft } from '@/db/schema/draft';
import { filing } from '@/db/schema/filing';
import type { FieldFault, Submission } from '@/domain/declaration/submission';
import { err, ok, type Result } from '@/domain/shared/result';
import { canonicalJson } from '@/domain/sync/canonical-json';
import type { FirmContext } from './firm-context';
import { lockDraft } from './lock-draft';
import type { SavedDraft } from './save-draft';
import { openDraft, sealDraft } from './sealed-draft';
import { type SubmitOutcome, submitDeclaration } from './submit-declaration';

export type CorrectedDraft =
  | Extract<SubmitOutcome, { kind: 'issued' }>
  /** Kept as it now stands. */
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[]; readonly savedAt: number }
  /** Another device has corrected it since; a person chooses (DE-9). */
  | Extract<SavedDraft, { kind: 'newer' }>;

type Asked = {
  readonly draftId: string;
  readonly submission: Submission;
  /** `savedAt` of the version that was corrected here. */
  readonly seen: number;
};

/**
 * A draft, corrected: a declaration if nothing is wrong any more, else the draft as it now stands with what is still
 * wrong. The draft's id is the declaration's client key, so a repeated attempt finds what the first one made.
 */
export async function correctDraft(
  ctx: FirmContext,
  { draftId, submission, seen }: Asked,
): Promise<Result<CorrectedDraft, 'AP-NONE' | 'AP-KEY' | 'AP-MANY'>> {
  const { db, actor, firmId, clock } = ctx;
  const scope = { gateId: EVERY_GATE, actor: actor.id, firmId } as const;
  const own = and(eq(draft.firmId, firmId), eq(draft.id, draftId));
  const { waiting, isFiled } = await inGate(db, scope, async (tx) => {
    const [held] = await tx.select().from(draft).where(own);
    const [filed] = await tx
      .select({ key: filing.clientKey })
      .from(filing)
      .where(and(eq(filing.firmId, firmId), eq(filing.clientKey, draftId)));
    return { waiting: held, isFiled: filed !== undefined };
  });
  if (waiting === undefined && !isFiled) return err('AP-NONE');
  const ring = await ctx.keys();
  const newerThanSeen = async (row: typeof draft.$inferSelect) => {
    const content = row.savedAt === seen ? null : await openDraft(ring, draftId, row.sealed);
    // What this device sent and never heard the answer to is no other device's.
    const isOther = content !== null && canonicalJson(content.submission) !== canonicalJson(submission);
    return isOther ? ({ kind: 'newer', savedAt: row.savedAt, content } as const) : null;
  };
  if (waiting !== undefined && !isFiled) {
    const newer = await newerThanSeen(waiting);
    if (newer !== null) return ok(newer);
  }
  const outcome = await submitDeclaration(ctx, { submission, clientKey: draftId });
  if (!outcome.ok) return outcome;
  if (outcome.value.kind === 'issued') return ok(outcome.value);
  const { faults } = outcome.value;
  const sealed = await sealDraft(ring, draftId, { submission, faults, form: null });
  const kept = await inGate(db, scope, async (tx) => {
    await lockDraft(tx, firmId, draftId);
    const [row] = await tx.select().from(draft).where(own);
    if (row === undefined) return null;
    const newer = row.savedAt === waiting?.savedAt ? null : await newerThanSeen(row);
    if (newer !== null) return newer;
    const savedAt = Math.max(clock.now(), row.savedAt + 1);
    await tx.update(draft).set({ sealed, savedAt }).where(own);
    return { kind: 'faults' as const, faults, savedAt };
  });
  return kept === null ? err('AP-NONE') : ok(kept);
}
