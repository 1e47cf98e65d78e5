import { and, desc, eq, sql } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { draft } from '@/db/schema/draft';
import { filing } from '@/db/schema/filing';
import type { FieldFault, Submission } from '@/domain/declaration/submission';
import type { FormState } from '@/domain/declaration/whole';
import type { FirmContext } from './firm-context';
import { openDraft } from './sealed-draft';

/** A declaration of my firm that still has faults: from a spreadsheet's bad row or put aside on the phone. */
export type DraftView = {
  readonly draftId: string;
  readonly source: 'sheet' | 'form';
  /** The sheet's own first column, null for a form. */
  readonly row: string | null;
  readonly submission: Submission;
  readonly faults: readonly FieldFault[];
  /** Of a form that somebody has begun and may go on with. */
  readonly form: FormState | null;
  readonly savedAt: number;
};

/** More than one firm ever corrects by hand; a larger sheet is corrected in the sheet. */
export const MOST_DRAFTS = 500;

/** A copy that a device sent while the declaration was being filed is no draft any more. */
const isNotFiled = sql`not exists (
  select 1 from ${filing} where ${filing.firmId} = ${draft.firmId} and ${filing.clientKey} = ${draft.id})`;

export async function listDrafts({ db, keys, actor, firmId }: FirmContext): Promise<readonly DraftView[]> {
  const rows = await inGate(db, { gateId: EVERY_GATE, actor: actor.id, firmId }, (tx) =>
    tx
      .select()
      .from(draft)
      .where(and(eq(draft.firmId, firmId), isNotFiled))
      .orderBy(desc(draft.savedAt), desc(draft.id))
      .limit(MOST_DRAFTS),
  );
  const ring = await keys();
  const views = await Promise.all(
    rows.map(async (row) => {
      const content = await openDraft(ring, row.id, row.sealed);
      return content === null
        ? []
        : [
            {
              draftId: row.id,
              source: row.source,
              row: row.row,
              submission: content.submission,
              faults: content.faults,
              form: content.form,
              savedAt: row.savedAt,
            },
          ];
    }),
  );
  return views.flat();
}
