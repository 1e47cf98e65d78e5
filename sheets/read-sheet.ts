import { readHeader } from '@/domain/declaration/column-header';
import { findHeader } from '@/domain/declaration/map-columns';
import { err, ok, type Result } from '@/domain/shared/result';
import { decodeText } from './decode-text';
import { readCsv } from './read-csv';
import { type FindHeader, placeKey, readWorkbook, unpackedSize, type WorkbookSheet } from './read-workbook';

/** A manifest as text: its header line and the lines below it, cells as they stand in the file. */
export type Sheet = {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** Closed set; each has a sentence under `importSheet.sheetFault.<kind>`. */
export type SheetFault =
  | { readonly kind: 'notASheet' }
  | { readonly kind: 'oldWorkbook' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'tooLarge'; readonly maxMegabytes: number; readonly maxRows: number };

export const MAX_BYTES = 32 * 1024 * 1024;
/** Fifty of the busiest days on record. */
export const MAX_ROWS = 100_000;
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

const begins = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

async function readXlsx(
  bytes: Uint8Array,
  find: FindHeader,
): Promise<Result<WorkbookSheet, SheetFault['kind']>> {
  const unpacked = unpackedSize(bytes);
  if (unpacked === null) return err('notASheet');
  if (unpacked > MAX_UNPACKED_BYTES) return err('tooLarge');
  try {
    const sheet = await readWorkbook(bytes, MAX_ROWS + 2, find);
    return sheet ? ok(sheet) : err('empty');
  } catch {
    return err('notASheet');
  }
}

function readText(bytes: Uint8Array, find: FindHeader): Result<WorkbookSheet, SheetFault['kind']> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return err('notASheet');
  if (decoded.value.every((text) => text.replace(/^\ufeff/, '').trim() === '')) return err('empty');
  const rows = readCsv(decoded.value, MAX_ROWS + 2, find);
  return rows ? ok({ rows, results: new Map() }) : err('notASheet');
}

/** Numbers of rows are often counted by a formula: there, and only there, its result is what the sheet says. */
function withRowNumbers({ rows, results }: WorkbookSheet, headerAt: number): Sheet {
  const header = rows[headerAt] ?? [];
  const named = header.findIndex((cell) => readHeader(cell)?.meanings.includes('row'));
  const rowColumn = Math.max(0, named);
  const below = rows.slice(headerAt + 1).map((cells, i) => {
    const result = results.get(placeKey(headerAt + 1 + i, rowColumn));
    return result === undefined ? cells : cells.map((cell, column) => (column === rowColumn ? result : cell));
  });
  return { header, rows: below };
}

/**
 * Cells of a file as they stand there, and of its formulas what they showed. What it is is told from its bytes, never
 * from its name; of several worksheets the one in which `find` knows most.
 */
export async function readCells(
  bytes: Uint8Array,
  find: FindHeader,
): Promise<Result<WorkbookSheet, SheetFault>> {
  const tooLarge = { kind: 'tooLarge', maxMegabytes: MAX_BYTES / 1024 / 1024, maxRows: MAX_ROWS } as const;
  if (bytes.length === 0) return err({ kind: 'empty' });
  if (bytes.length > MAX_BYTES) return err(tooLarge);
  // Old .xls, and new files under a password, are both an OLE container.
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return err({ kind: 'oldWorkbook' });
  const read = begins(bytes, 0x50, 0x4b) ? await readXlsx(bytes, find) : readText(bytes, find);
  if (!read.ok) return err(read.error === 'tooLarge' ? tooLarge : { kind: read.error });
  return read.value.rows.length > MAX_ROWS + 1 ? err(tooLarge) : read;
}

/**
 * ID-48 to ID-50: reads a manifest whatever the firm saved it as: CSV in UTF-8, UTF-16 or an older encoding with any
 * usual separator, or XLSX. What it is is told from its bytes, never from its name.
 */
export async function readSheet(bytes: Uint8Array): Promise<Result<Sheet, SheetFault>> {
  const read = await readCells(bytes, findHeader);
  if (!read.ok) return read;
  const { index } = findHeader(read.value.rows);
  if (index < 0) return err({ kind: 'empty' });
  const sheet = withRowNumbers(read.value, index);
  const last = sheet.rows.findLastIndex((cells) => cells.some((cell) => cell.trim() !== ''));
  return last < 0 ? err({ kind: 'empty' }) : ok({ ...sheet, rows: sheet.rows.slice(0, last + 1) });
}
