import { and, count, desc, eq, inArray, isNull } from 'drizzle-orm';
import { sheetImport, sheetRow } from '@/db/schema/intake';
import { type ImportState, NO_ROWS, type RowCounts } from '@/domain/intake/import-state';
import { MOST_IMPORTS } from '@/domain/intake/limits';
import type { FirmContext } from '../declaration/firm-context';
import { forFirm } from './import-row';

export type ImportView = {
  readonly importId: string;
  readonly fileName: string;
  readonly state: ImportState;
  readonly rowCount: number;
  readonly counts: RowCounts;
  readonly madeAt: number;
  readonly doneAt: number | null;
};

/** The firm's imports, newest first, each with how far it is. */
export async function listImports(
  ctx: Pick<FirmContext, 'db' | 'actor' | 'firmId'>,
): Promise<readonly ImportView[]> {
  const { firmId } = ctx;
  const { imports, counted } = await forFirm(ctx, async (tx) => {
    const imports = await tx
      .select()
      .from(sheetImport)
      .where(and(eq(sheetImport.firmId, firmId), isNull(sheetImport.discardedAt)))
      .orderBy(desc(sheetImport.madeAt), desc(sheetImport.id))
      .limit(MOST_IMPORTS);
    const ids = imports.map((row) => row.id);
    const counted =
      ids.length === 0
        ? []
        : await tx
            .select({ importId: sheetRow.importId, state: sheetRow.state, rows: count() })
            .from(sheetRow)
            .where(and(eq(sheetRow.firmId, firmId), inArray(sheetRow.importId, ids)))
            .groupBy(sheetRow.importId, sheetRow.state);
    return { imports, counted };
  });
  return imports.map(({ id, fileName, state, rowCount, madeAt, doneAt }) => ({
    importId: id,
    fileName,
    state,
    rowCount,
    counts: {
      ...NO_ROWS,
      ...Object.fromEntries(counted.filter((row) => row.importId === id).map((row) => [row.state, row.rows])),
    },
    madeAt,
    doneAt,
  }));
}
