import type { Worksheet } from 'exceljs';
import ExcelJS from 'exceljs';
import { cellText, isFigure, type Speaker, wordText } from '@/domain/report/cell-text';
import { disarmed, figureOf } from '@/domain/report/csv';
import { type Cell, type Sheet, word } from '@/domain/report/sheet';
import { placeWord, sheetHeads, titleText } from '@/domain/report/sheet-heads';

const FORMATS = { count: '#,##0', mean: '#,##0.0', share: '0%', length: '#,##0.0' } as const;

/** One worksheet per table, and one that says how it was counted. Text is text: no cell is a formula (RP-15). */
export async function writeWorkbook(speaker: Speaker, sheet: Sheet): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.created = new Date(sheet.madeAt);
  const say = (key: string) => wordText(speaker, word(key));
  const names = new Set<string>();
  for (const table of sheet.tables) {
    const page = book.addWorksheet(sheetName(wordText(speaker, table.title), names), {
      pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    });
    page.addRow([`${titleText(speaker, sheet)} · ${cellText(speaker, placeWord(sheet))}`]).font = {
      bold: true,
      size: 14,
    };
    for (const head of sheetHeads(sheet)) page.addRow([wordText(speaker, head)]);
    page.addRow([]);
    const header = page.addRow(table.columns.map((column) => wordText(speaker, column)));
    header.font = { bold: true };
    header.alignment = { wrapText: true, vertical: 'middle' };
    header.border = { bottom: { style: 'thin' } };
    if (table.rows.length === 0) page.addRow([wordText(speaker, table.empty)]);
    for (const { cells, isTotal, depth } of table.rows) {
      const row = page.addRow(cells.map((cell) => cellValue(speaker, cell)));
      if (isTotal === true) row.font = { bold: true };
      cells.forEach((cell, at) => {
        const written = row.getCell(at + 1);
        if (cell.kind in FORMATS) written.numFmt = FORMATS[cell.kind as keyof typeof FORMATS];
        if (at === 0 && depth === 1) written.alignment = { indent: 1 };
      });
    }
    if (table.note !== undefined) page.addRow([wordText(speaker, table.note)]).font = { italic: true };
    if (table.rows.some(({ cells }) => cells.some(({ kind }) => kind === 'length')))
      page.addRow([say('report.screen.minutes')]).font = { italic: true };
    widen(page, table.columns.length, header.number);
    page.views = [{ state: 'frozen', ySplit: header.number }];
  }
  const methods = book.addWorksheet(sheetName(say('report.screen.methods'), names));
  methods.getColumn(1).width = 110;
  for (const method of sheet.methods)
    methods.addRow([wordText(speaker, method)]).alignment = { wrapText: true };
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const cellValue = (speaker: Speaker, cell: Cell): string | number | null =>
  isFigure(cell) ? figureOf(cell) : disarmed(cellText(speaker, cell));

/** At most 31 characters, none of `[]:*?/\`, no two alike: what the format asks of a worksheet's name. */
function sheetName(title: string, taken: Set<string>): string {
  const clean = title.replace(/[[\]:*?/\\]/g, '.').slice(0, 28);
  let name = clean;
  for (let again = 2; taken.has(name); again += 1) name = `${clean} ${again}`;
  taken.add(name);
  return name;
}

/** As wide as what stands in it, the lines of text above and below left out. */
function widen(page: Worksheet, columns: number, headerRow: number): void {
  for (let column = 1; column <= columns; column += 1) {
    let widest = 8;
    page.eachRow((row, at) => {
      if (at < headerRow || row.actualCellCount < 2) return;
      const text = String(row.getCell(column).value ?? '');
      const width = [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0);
      widest = Math.max(widest, at === headerRow ? Math.min(width, 18) : width);
    });
    page.getColumn(column).width = Math.min(widest + 2, 48);
  }
}
