import { cellText, dayText, isFigure, momentText, type Speaker, wordText } from './cell-text';
import { type Cell, type Sheet, word } from './sheet';
import { placeWord, sheetHeads, titleText } from './sheet-heads';

/** What a spreadsheet would take for a formula, or a program for a command (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** RP-15: an apostrophe in front takes the force of it; figures of ours are not text and keep their sign. */
export const disarmed = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A text as one cell. */
export const csvText = (text: string): string => quoted(disarmed(text));

const MINUTE_MS = 60_000;

/** A figure with a point and without groups, whatever the language; lengths in minutes; what is not known is empty. */
export function figureOf(cell: Cell): number | null {
  switch (cell.kind) {
    case 'count':
      return cell.value;
    case 'mean':
      return cell.value === null ? null : Math.round(cell.value * 10) / 10;
    case 'share':
      return cell.value === null ? null : Math.round(cell.value * 1000) / 1000;
    case 'length':
      return cell.ms === null ? null : Math.round(cell.ms / (MINUTE_MS / 10)) / 10;
    default:
      return null;
  }
}

export function csvCell(speaker: Speaker, cell: Cell): string {
  if (isFigure(cell)) {
    const figure = figureOf(cell);
    return figure === null ? '' : String(figure);
  }
  if (cell.kind === 'moment') return cell.at === null ? '' : momentText(cell.at);
  if (cell.kind === 'day') return dayText(speaker.locale, cell.day);
  return csvText(cellText(speaker, cell));
}

export const csvLine = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

/** UTF-8 with its mark, so that a spreadsheet reads Vietnamese and Chinese; RFC 4180 lines. */
export const CSV_MARK = '\ufeff';

/** The whole report: heads, then one table under another with an empty line between. */
export function sheetCsv(speaker: Speaker, sheet: Sheet): string {
  const text = (words: string) => csvLine([csvText(words)]);
  const said = (key: string) => text(wordText(speaker, word(key)));
  return [
    CSV_MARK,
    csvLine([quoted(titleText(speaker, sheet)), csvCell(speaker, placeWord(sheet))]),
    ...sheetHeads(sheet).map((head) => text(wordText(speaker, head))),
    said('report.screen.minutes'),
    ...sheet.tables.flatMap((table) => [
      '\r\n',
      text(wordText(speaker, table.title)),
      csvLine(table.columns.map((column) => quoted(wordText(speaker, column)))),
      ...(table.rows.length === 0 ? [text(wordText(speaker, table.empty))] : []),
      ...table.rows.map(({ cells }) => csvLine(cells.map((cell) => csvCell(speaker, cell)))),
      ...(table.note === undefined ? [] : [text(wordText(speaker, table.note))]),
    ]),
    '\r\n',
    said('report.screen.methods'),
    ...sheet.methods.map((method) => text(wordText(speaker, method))),
  ].join('');
}
