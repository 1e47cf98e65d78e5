import { v5 as uuidv5 } from 'uuid';
import { insertRows } from '@/db/insert-rows';
import { sheetRow } from '@/db/schema/intake';
import { checkSubmission } from '@/domain/declaration/check-submission';
import type { FieldFault, Submission } from '@/domain/declaration/submission';
import { withoutForce } from '@/domain/declaration/text-fault';
import { arrived, type RowCounts } from '@/domain/intake/import-state';
import { rowName } from '@/domain/intake/row-name';
import { dayOf } from '@/domain/report/home-day';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FirmContext } from '../declaration/firm-context';
import { countRows, findImport, forFirm } from './import-row';
import { openImport } from './row-seal';

export type BroughtRow = {
  /** From 1, in the order of the sheet. */
  readonly place: number;
  readonly label: string;
  readonly submission: Submission;
  /** Number of the earlier row with the same vehicle and direction, as the whole sheet shows; null: none (ID-46). */
  readonly twiceOf: { readonly row: string; readonly plate: string } | null;
};

/** Made for this once: rows of sheets that come in through the screen. */
const NAMESPACE = '0c2b2f0e-2f0b-5a3e-9d0c-6a1f4b7f5d21';

/**
 * The key of the filing that a row becomes (IM-5): of what it says now, so that a row corrected on the screen and the same
 * row from a repaired file are one.
 */
export const rowKey = (label: string, submission: Submission, madeAt: number): string =>
  // The day the import began: a part that arrives after midnight names its rows as the others are named.
  uuidv5(rowName(label, heldBack(submission), dayOf(madeAt)), NAMESPACE);

/** The rule that read the form reads the row again: what a browser found is no evidence (IM-6). */
export function faultsOf(submission: Submission, twiceOf: BroughtRow['twiceOf']): readonly FieldFault[] {
  const { faults } = checkSubmission(submission);
  if (twiceOf === null) return faults;
  return [...faults, { field: 'plate', code: 'PL-TWICE', detail: twiceOf }];
}

/** A part of the sheet arrives. The same part again changes nothing, so an answer that got lost does no harm. */
export async function addRows(
  ctx: FirmContext,
  { importId, rows }: { readonly importId: string; readonly rows: readonly BroughtRow[] },
): Promise<
  Result<{ readonly arrived: number; readonly counts: RowCounts }, 'AP-NONE' | 'AP-DONE' | 'AP-INPUT'>
> {
  const { firmId, clock } = ctx;
  const now = clock.now();
  const ring = await ctx.keys();
  return forFirm(ctx, async (tx) => {
    const known = await findImport(tx, firmId, importId);
    const seal = known && (await openImport(ring, importId, known.key));
    if (known === null || seal === null) return err('AP-NONE');
    if (known.state !== 'arriving') return err('AP-DONE');
    if (rows.some(({ place }) => place > known.rowCount)) return err('AP-INPUT');
    await insertRows(
      tx,
      sheetRow,
      rows.map(({ place, label, submission, twiceOf }) => {
        const faults = faultsOf(submission, twiceOf);
        return {
          firmId,
          importId,
          place,
          label,
          clientKey: rowKey(label, submission, known.madeAt),
          state: faults.length === 0 ? ('good' as const) : ('faulty' as const),
          sealed: seal.seal(place, { submission: heldBack(submission), faults }),
          gateId: null,
          crossingId: null,
          changedAt: now,
        };
      }),
      'keep',
    );
    const counts = await countRows(tx, firmId, importId);
    return ok({ arrived: arrived(counts), counts });
  });
}

/** ID-3: as a manifest keeps it, formulas without force. */
export const heldBack = (submission: Submission): Submission =>
  Object.fromEntries(
    Object.entries(submission).map(([field, text]) => [field, withoutForce(text).slice(0, 300)]),
  ) as Submission;
