import type ExcelJS from 'exceljs';
import { findHeader } from '@/domain/declaration/map-columns';
import { cellText, type WorkbookCell } from './workbook-cell';

/** Which of several readings is the sheet that is meant: the one with most names known; `index` < 0 when none fits. */
export type FindHeader = (rows: readonly (readonly string[])[]) => {
  readonly index: number;
  readonly known: number;
};

/** Cells of one worksheet as text, and the results of its formulas by place. */
export type WorkbookSheet = {
  readonly rows: readonly (readonly string[])[];
  readonly results: ReadonlyMap<string, string>;
};

export const placeKey = (row: number, column: number): string => `${row}:${column}`;

const MAX_COLUMNS = 200;

/** Collects cells row by row; stops at `maxRows`, the caller sees that there was one too many. */
function openSheet(maxRows: number) {
  const rows: string[][] = [];
  const results = new Map<string, string>();
  return {
    isFull: () => rows.length >= maxRows,
    /** Blank rows are passed over by the reader: they keep their place, so that a line's number is the sheet's. */
    skipTo(row: number) {
      while (rows.length < Math.min(row, maxRows)) rows.push([]);
    },
    addRow(cells: (visit: (cell: WorkbookCell, column: number) => void) => void) {
      const texts: string[] = [];
      cells((cell, column) => {
        if (column >= MAX_COLUMNS) return;
        const { text, result } = cellText(cell);
        while (texts.length < column) texts.push('');
        texts[column] = text;
        if (result !== null) results.set(placeKey(rows.length, column), result);
      });
      rows.push(texts);
    },
    sheet: (): WorkbookSheet => ({ rows, results }),
  };
}

const addRow = (collected: ReturnType<typeof openSheet>, row: ExcelJS.Row): void =>
  collected.addRow((visit) =>
    row.eachCell({ includeEmpty: false }, (cell, number) => visit(cell, number - 1)),
  );

/**
 * The worksheet of an XLSX file that is the manifest: the visible one whose header has most names we know.
 *
 * The file is held whole. exceljs can also read row by row, but then cuts characters of several bytes in two where its
 * chunks end: one Chinese plate in a day's manifest lost its province that way. Hence a limit on size instead.
 * @returns null when there is no worksheet with text; throws what the reader throws for a damaged file
 */
export async function readWorkbook(
  bytes: Uint8Array,
  maxRows: number,
  find: FindHeader = findHeader,
): Promise<WorkbookSheet | null> {
  const { default: Excel } = await import('exceljs');
  const workbook = new Excel.Workbook();
  // A copy: a view over a larger pool must not bring the pool along.
  await workbook.xlsx.load(new Uint8Array(bytes).buffer as ArrayBuffer);
  const sheets = workbook.worksheets
    .filter(({ state }) => state === 'visible')
    .map((worksheet) => {
      const collected = openSheet(maxRows);
      worksheet.eachRow((row, number) => {
        collected.skipTo(number - 1);
        if (!collected.isFull()) addRow(collected, row);
      });
      return collected.sheet();
    });
  const ranked = sheets
    .map((sheet) => ({ sheet, header: find(sheet.rows) }))
    .filter(({ header }) => header.index >= 0)
    .toSorted((a, b) => b.header.known - a.header.known);
  return ranked[0]?.sheet ?? null;
}

/** Sum of the unpacked sizes that a ZIP's directory declares, bytes; null when the directory cannot be read. */
export function unpackedSize(zip: Uint8Array): number | null {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  // The end record is the last 22 bytes, further up only behind a comment.
  for (let end = zip.length - 22; end >= Math.max(0, zip.length - 66_000); end -= 1) {
    if (view.getUint32(end, true) !== 0x06054b50) continue;
    let at = view.getUint32(end + 16, true);
    let total = 0;
    for (let entry = view.getUint16(end + 10, true); entry > 0; entry -= 1) {
      if (at + 46 > zip.length || view.getUint32(at, true) !== 0x02014b50) return null;
      total += view.getUint32(at + 24, true);
      at +=
        46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return total;
  }
  return null;
}
