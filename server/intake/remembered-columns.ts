import { eq } from 'drizzle-orm';
import { sheetColumn } from '@/db/schema/intake';
import type { ColumnChoices } from '@/domain/declaration/map-columns';
import type { FirmContext } from '../declaration/firm-context';
import { forFirm } from './import-row';

/** What this firm has said about headers before (IM-1). */
export async function rememberedColumns(
  ctx: Pick<FirmContext, 'db' | 'actor' | 'firmId'>,
): Promise<ColumnChoices> {
  const rows = await forFirm(ctx, (tx) =>
    tx.select().from(sheetColumn).where(eq(sheetColumn.firmId, ctx.firmId)).limit(2000),
  );
  return Object.fromEntries(rows.map(({ header, meaning }) => [header, meaning]));
}
