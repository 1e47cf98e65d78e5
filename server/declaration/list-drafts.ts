import type { FieldFault, Submission } from '@/domain/declaration/submission';
import type { Context } from '@/server/api/context';

/** A declaration of my firm that still has faults: from a spreadsheet's bad row or put aside on the phone. */
export type DraftView = {
  readonly draftId: string;
  readonly source: 'sheet' | 'form';
  /** The sheet's own first column, null for a form. */
  readonly row: string | null;
  readonly submission: Submission;
  readonly faults: readonly FieldFault[];
  readonly savedAt: number;
};

export async function listDrafts(_ctx: Context): Promise<readonly DraftView[]> {
  throw new Error('skeleton');
}
