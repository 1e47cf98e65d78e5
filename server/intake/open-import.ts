import { and, asc, eq, gt } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { sheetRow } from '@/db/schema/intake';
import type { FieldFault, Submission } from '@/domain/declaration/submission';
import type { ImportState, RowCounts, RowState } from '@/domain/intake/import-state';
import { MOST_SHOWN } from '@/domain/intake/limits';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FirmContext } from '../declaration/firm-context';
import { countRows, findImport } from './import-row';
import { readDeclared } from './read-declared';
import { openImport } from './row-seal';

export type RowView = {
  readonly place: number;
  readonly label: string;
  readonly state: RowState;
  /** What was typed, and what is wrong with it; null once it is filed. */
  readonly submission: Submission | null;
  readonly faults: readonly FieldFault[];
  /** Once filed: the plate and the live pass. */
  readonly plate: string | null;
  readonly token: string | null;
};
export type OpenedImport = {
  readonly importId: string;
  readonly fileName: string;
  readonly state: ImportState;
  readonly rowCount: number;
  readonly counts: RowCounts;
  readonly rows: readonly RowView[];
  /** There are more after the last of these. */
  readonly more: boolean;
};

/** One import with its rows of one state, a page at a time in the order of the sheet. */
export async function openSheet(
  ctx: FirmContext,
  { importId, state, after }: { readonly importId: string; readonly state: RowState; readonly after: number },
): Promise<Result<OpenedImport, 'AP-NONE'>> {
  const { firmId, db, actor } = ctx;
  const ring = await ctx.keys();
  return inGate(db, { gateId: EVERY_GATE, actor: actor.id, firmId }, async (tx) => {
    const known = await findImport(tx, firmId, importId);
    const seal = known && (await openImport(ring, importId, known.key));
    if (known === null || seal === null) return err('AP-NONE');
    const found = await tx
      .select()
      .from(sheetRow)
      .where(
        and(
          eq(sheetRow.firmId, firmId),
          eq(sheetRow.importId, importId),
          eq(sheetRow.state, state),
          gt(sheetRow.place, after),
        ),
      )
      .orderBy(asc(sheetRow.place))
      .limit(MOST_SHOWN + 1);
    const shown = found.slice(0, MOST_SHOWN);
    const declared = await readDeclared(tx, shown);
    return ok({
      importId,
      fileName: known.fileName,
      state: known.state,
      rowCount: known.rowCount,
      counts: await countRows(tx, firmId, importId),
      rows: shown.map((row): RowView => {
        const content = seal.open(row.place, row.sealed);
        const made = declared.get(row.crossingId ?? '');
        return {
          place: row.place,
          label: row.label,
          state: row.state,
          submission: content?.submission ?? null,
          faults: content?.faults ?? [],
          plate: made?.plate ?? null,
          token: made?.token ?? null,
        };
      }),
      more: found.length > shown.length,
    });
  });
}
