import type ExcelJS from 'exceljs';

export type WorkbookCell = { readonly value: ExcelJS.CellValue; readonly numFmt?: string };

const two = (value: number): string => String(value).padStart(2, '0');

/** A date cell: exceljs gives the wall clock as UTC; days before 1901 are a bare time of day. */
function dateText(date: Date): string {
  const seconds = new Date(Math.round(date.getTime() / 1000) * 1000);
  if (Number.isNaN(seconds.getTime())) return '';
  const clock = `${two(seconds.getUTCHours())}:${two(seconds.getUTCMinutes())}`;
  if (seconds.getUTCFullYear() < 1901) return clock;
  const day = `${seconds.getUTCFullYear()}-${two(seconds.getUTCMonth() + 1)}-${two(seconds.getUTCDate())}`;
  return clock === '00:00' ? day : `${day} ${clock}`;
}

/** Without the noise of binary fractions; zeros in front only where the cell's format shows them (`0000000000`). */
function numberText(value: number, numFmt: string | undefined): string {
  const text = Number.isInteger(value) ? BigInt(value).toString() : String(Number(value.toPrecision(15)));
  return numFmt && /^0{2,}$/.test(numFmt) && Number.isInteger(value)
    ? text.padStart(numFmt.length, '0')
    : text;
}

function plainText(value: ExcelJS.CellValue, numFmt: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, numFmt);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return dateText(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('hyperlink' in value) return plainText(value.text as ExcelJS.CellValue, numFmt);
  if ('error' in value) return String(value.error);
  return '';
}

/**
 * Text of a cell as its reader sees it. A formula is `=` and its text, never its result: what a formula shows may differ
 * on the next machine (ID-3). `result` is what it showed when it was saved, null for any other cell.
 */
export function cellText({ value, numFmt }: WorkbookCell): { text: string; result: string | null } {
  const isObject = typeof value === 'object' && value !== null && !(value instanceof Date);
  if (isObject && ('formula' in value || 'sharedFormula' in value)) {
    const formula = 'formula' in value ? value.formula : value.sharedFormula;
    return { text: `=${formula}`, result: plainText(value.result as ExcelJS.CellValue, numFmt) };
  }
  return { text: plainText(value, numFmt), result: null };
}
