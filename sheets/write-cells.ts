import Papa from 'papaparse';
import { held } from '@/domain/intake/disarm';

/** A file's cells: text as it is meant, figures as figures, nothing where nothing is known. */
export type Cell = string | number | null;
export type SheetFormat = 'csv' | 'xlsx';

export const SHEET_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<SheetFormat, string>;

const safe = (cell: Cell): string | number => (typeof cell === 'string' ? held(cell) : (cell ?? ''));

/** UTF-8 with its mark, so that a spreadsheet reads Vietnamese and Chinese; RFC 4180. No cell can run (IM-2). */
const writeCsv = (rows: readonly (readonly Cell[])[]): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    `\ufeff${Papa.unparse(
      rows.map((row) => row.map(safe)),
      { newline: '\r\n' },
    )}\r\n`,
  );

/** At most 31 characters, none of `[]:*?/\`: what the format asks of a worksheet's name. */
const pageName = (title: string): string => title.replace(/[[\]:*?/\\]/g, '.').slice(0, 31) || 'Sheet';

async function writeXlsx(
  title: string,
  rows: readonly (readonly Cell[])[],
): Promise<Uint8Array<ArrayBuffer>> {
  const { default: Excel } = await import('exceljs');
  const book = new Excel.Workbook();
  const page = book.addWorksheet(pageName(title), { views: [{ state: 'frozen', ySplit: 1 }] });
  for (const cells of rows) page.addRow(cells.map((cell) => (cell === null ? null : safe(cell))));
  page.getRow(1).font = { bold: true };
  const [header = []] = rows;
  for (const [at, cell] of header.entries()) {
    const column = page.getColumn(at + 1);
    column.width = Math.min(40, Math.max(12, String(cell ?? '').length + 4));
    // As text: a spreadsheet would take zeros off tax codes and make dates of routes.
    column.numFmt = '@';
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** Rows of cells as a file; the first row is the header. */
export const writeCells = async (
  format: SheetFormat,
  title: string,
  rows: readonly (readonly Cell[])[],
): Promise<Uint8Array<ArrayBuffer>> => (format === 'csv' ? writeCsv(rows) : writeXlsx(title, rows));
