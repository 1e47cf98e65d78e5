import { and, count, eq, isNull } from 'drizzle-orm';
import { EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { sheetImport, sheetRow } from '@/db/schema/intake';
import { NO_ROWS, type RowCounts } from '@/domain/intake/import-state';
import type { FirmContext } from '../declaration/firm-context';

export type ImportRow = typeof sheetImport.$inferSelect;

/** A transaction that sees what this firm has brought in, at whatever gate. */
export const forFirm = <T>(
  { db, actor, firmId }: Pick<FirmContext, 'db' | 'firmId'> & { readonly actor: { readonly id: string } },
  work: (tx: Transaction) => Promise<T>,
): Promise<T> => inGate(db, { gateId: EVERY_GATE, actor: actor.id, firmId }, work);

/** The firm's own import; null where there is none, or it was taken away. */
export async function findImport(
  tx: Transaction,
  firmId: string,
  importId: string,
): Promise<ImportRow | null> {
  const [row] = await tx
    .select()
    .from(sheetImport)
    .where(
      and(eq(sheetImport.firmId, firmId), eq(sheetImport.id, importId), isNull(sheetImport.discardedAt)),
    );
  return row ?? null;
}

/** How many rows of the import stand where. */
export async function countRows(tx: Transaction, firmId: string, importId: string): Promise<RowCounts> {
  const rows = await tx
    .select({ state: sheetRow.state, rows: count() })
    .from(sheetRow)
    .where(and(eq(sheetRow.firmId, firmId), eq(sheetRow.importId, importId)))
    .groupBy(sheetRow.state);
  return { ...NO_ROWS, ...Object.fromEntries(rows.map((row) => [row.state, row.rows])) };
}

export const rowAt = (firmId: string, importId: string, place: number) =>
  and(eq(sheetRow.firmId, firmId), eq(sheetRow.importId, importId), eq(sheetRow.place, place));
