import { and, eq, ne, sql } from 'drizzle-orm';
import { sheetImport } from '@/db/schema/intake';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FirmContext } from '../declaration/firm-context';
import { forFirm } from './import-row';

const notBegunAnew = sql`(sheet_import.state <> 'arriving' or not exists (
  select from sheet_import as other where other.firm_id = sheet_import.firm_id
    and other.file_hash = sheet_import.file_hash and other.state = 'arriving' and other.discarded_at is null))`;

/**
 * Takes an import off the list, or brings it back. What it filed stays filed; only the rows that wait for correction
 * go. One that is being filed cannot be taken away.
 */
export async function discardImport(
  ctx: FirmContext,
  { importId, discard }: { readonly importId: string; readonly discard: boolean },
): Promise<Result<null, 'AP-NONE'>> {
  const { firmId, clock } = ctx;
  const changed = await forFirm(ctx, (tx) =>
    tx
      .update(sheetImport)
      .set({ discardedAt: discard ? clock.now() : null })
      .where(
        and(
          eq(sheetImport.firmId, firmId),
          eq(sheetImport.id, importId),
          ne(sheetImport.state, 'filing'),
          // Begun anew meanwhile with the same file: that one is the import now.
          discard ? undefined : notBegunAnew,
        ),
      )
      .returning({ id: sheetImport.id }),
  );
  return changed.length === 0 ? err('AP-NONE') : ok(null);
}
