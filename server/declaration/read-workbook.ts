import { Readable } from 'node:stream';
import type ExcelJS from 'exceljs';
import { findHeader } from '@/domain/declaration/map-columns';
import { cellText, type WorkbookCell } from './workbook-cell';

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

/** Everything in memory: complete (merged cells, any order of parts), and what small files get. */
async function readWhole(bytes: Uint8Array, maxRows: number): Promise<readonly WorkbookSheet[]> {
  const { default: Excel } = await import('exceljs');
  const workbook = new Excel.Workbook();
  // exceljs declares an ArrayBuffer-like of its own; a copy makes a view over a larger pool whole.
  await workbook.xlsx.load(new Uint8Array(bytes).buffer as ArrayBuffer);
  return workbook.worksheets
    .filter(({ state }) => state === 'visible')
    .map((worksheet) => {
      const collected = openSheet(maxRows);
      worksheet.eachRow((row) => {
        if (!collected.isFull()) addRow(collected, row);
      });
      return collected.sheet();
    });
}

/** Row by row, giving way to other work between rows: for large files. */
async function readStreamed(bytes: Uint8Array, maxRows: number): Promise<readonly WorkbookSheet[]> {
  const { default: Excel } = await import('exceljs');
  const reader = new Excel.stream.xlsx.WorkbookReader(Readable.from([Buffer.from(bytes)]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  const sheets: WorkbookSheet[] = [];
  for await (const worksheet of reader) {
    const collected = openSheet(maxRows);
    for await (const row of worksheet) {
      if (collected.isFull()) break;
      addRow(collected, row);
    }
    sheets.push(collected.sheet());
  }
  return sheets;
}

/**
 * The worksheet of an XLSX file that is the manifest: the one whose header has most names we know.
 * @param how `streamed` for files too large to be held at once
 * @returns null when there is no worksheet with text; throws what the reader throws for a damaged file
 */
export async function readWorkbook(
  bytes: Uint8Array,
  maxRows: number,
  how: 'whole' | 'streamed',
): Promise<WorkbookSheet | null> {
  const sheets = how === 'whole' ? await readWhole(bytes, maxRows) : await readStreamed(bytes, maxRows);
  const ranked = sheets
    .map((sheet) => ({ sheet, header: findHeader(sheet.rows) }))
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
