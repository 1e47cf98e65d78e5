import { and, eq } from 'drizzle-orm';
import { sheetImport, sheetWork } from '@/db/schema/intake';
import { arrived } from '@/domain/intake/import-state';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FirmContext } from '../declaration/firm-context';
import { countRows, findImport, forFirm } from './import-row';

/** All rows are here: from now on the good ones are filed by whichever node comes first, watched or not (IM-4). */
export async function fileImport(
  ctx: FirmContext,
  { importId }: { readonly importId: string },
): Promise<Result<null, 'AP-NONE' | 'AP-INPUT'>> {
  const { firmId, clock } = ctx;
  return forFirm(ctx, async (tx) => {
    const known = await findImport(tx, firmId, importId);
    if (known === null) return err('AP-NONE');
    if (known.state !== 'arriving') return ok(null);
    const counts = await countRows(tx, firmId, importId);
    if (arrived(counts) !== known.rowCount) return err('AP-INPUT');
    const isDone = counts.good === 0;
    await tx
      .update(sheetImport)
      .set(isDone ? { state: 'done', doneAt: clock.now() } : { state: 'filing' })
      .where(and(eq(sheetImport.firmId, firmId), eq(sheetImport.id, importId)));
    if (!isDone) await tx.insert(sheetWork).values({ importId, firmId, nextAt: 0 }).onConflictDoNothing();
    return ok(null);
  });
}
