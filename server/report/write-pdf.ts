import PDFDocument from 'pdfkit';
import { cellText, isFigure, type Speaker, wordText } from '@/domain/report/cell-text';
import { type Cell, type Sheet, type SheetTable, word } from '@/domain/report/sheet';
import { placeWord, sheetHeads, titleText } from '@/domain/report/sheet-heads';
import { pdfBytes } from './pdf-bytes';
import type { Weight } from './pdf-fonts';
import { type Setter, textSetter } from './pdf-text';

/** Points. A4, upright for few columns and across for many; black on white, hairlines, no colour to lose in a copier. */
const MARGIN = 40;
const FOOT = 24;
const SIZE = { title: 18, place: 12, table: 12, cell: 8.5, note: 7.5 } as const;
const LEADING = 1.32;
const PAD = { x: 4, y: 2.6 } as const;
const MOST_UPRIGHT = 6;
/** As wide as upright paper: the eye does not follow a line across a whole wide page. */
const MOST_NARROW = 515;
const INK = '#111111';
const MUTED = '#555555';
const RULE = '#bbbbbb';

/** The same tables as on screen, with its faces embedded (decision 057). */
export async function writePdf(speaker: Speaker, sheet: Sheet): Promise<Uint8Array> {
  const isWide = sheet.tables.some(({ columns }) => columns.length > MOST_UPRIGHT);
  const document = new PDFDocument({
    size: 'A4',
    layout: isWide ? 'landscape' : 'portrait',
    margin: MARGIN,
    bufferPages: true,
    lang: speaker.locale,
    displayTitle: true,
    info: {
      Title: `${titleText(speaker, sheet)} · ${cellText(speaker, placeWord(sheet))}`,
      CreationDate: new Date(sheet.madeAt),
    },
  });
  const written = pdfBytes(document);
  const page = new Page(document, textSetter(document));
  page.line(titleText(speaker, sheet), 'bold', SIZE.title);
  page.line(cellText(speaker, placeWord(sheet)), 'bold', SIZE.place);
  for (const head of sheetHeads(sheet)) page.paragraph(wordText(speaker, head), SIZE.cell, MUTED);
  for (const table of sheet.tables) drawTable(page, speaker, table);
  page.space(14);
  page.line(wordText(speaker, word('report.screen.methods')), 'bold', SIZE.cell);
  for (const method of sheet.methods) page.paragraph(wordText(speaker, method), SIZE.note, MUTED);
  page.number((at, pages) =>
    wordText(
      speaker,
      word('report.screen.page', {
        page: { kind: 'count', value: at },
        pages: { kind: 'count', value: pages },
      }),
    ),
  );
  document.end();
  return written;
}

/** Where on the paper we are. */
class Page {
  readonly #document: PDFKit.PDFDocument;
  readonly text: Setter;
  y = MARGIN;

  constructor(document: PDFKit.PDFDocument, text: Setter) {
    this.#document = document;
    this.text = text;
  }

  get width(): number {
    return this.#document.page.width - 2 * MARGIN;
  }

  get #bottom(): number {
    return this.#document.page.height - MARGIN - FOOT;
  }

  /** Begins a new page when `height` does not fit; says whether it did. */
  turn(height: number): boolean {
    if (this.y + height <= this.#bottom) return false;
    this.#document.addPage();
    this.y = MARGIN;
    return true;
  }

  space(height: number): void {
    this.y += height;
  }

  draw(words: string, weight: Weight, size: number, x: number, y: number, colour = INK): void {
    this.#document.fillColor(colour);
    this.text.draw(words, weight, size, x, y);
  }

  line(words: string, weight: Weight, size: number): void {
    this.turn(size * LEADING);
    this.draw(words, weight, size, MARGIN, this.y);
    this.y += size * LEADING;
  }

  paragraph(words: string, size: number, colour: string): void {
    for (const line of this.text.lines(words, 'regular', size, this.width)) {
      this.turn(size * LEADING);
      this.draw(line, 'regular', size, MARGIN, this.y, colour);
      this.y += size * LEADING;
    }
  }

  rule(width: number, weight = 0.5, colour = RULE): void {
    this.#document
      .moveTo(MARGIN, this.y)
      .lineTo(MARGIN + width, this.y)
      .lineWidth(weight)
      .strokeColor(colour)
      .stroke();
  }

  number(say: (at: number, pages: number) => string): void {
    const { start, count } = this.#document.bufferedPageRange();
    for (let at = 0; at < count; at += 1) {
      this.#document.switchToPage(start + at);
      // Below the margin the library would begin another page.
      this.#document.page.margins.bottom = 0;
      const words = say(at + 1, count);
      const x = MARGIN + this.width - this.text.width(words, 'regular', SIZE.note);
      this.draw(words, 'regular', SIZE.note, x, this.#document.page.height - MARGIN, MUTED);
    }
  }
}

function drawTable(page: Page, speaker: Speaker, table: SheetTable): void {
  const title = wordText(speaker, table.title);
  page.space(14);
  // A heading never stands alone at the foot of a page.
  page.turn(SIZE.table * LEADING + SIZE.cell * LEADING * 4);
  page.line(title, 'bold', SIZE.table);
  if (table.rows.length === 0) {
    page.paragraph(wordText(speaker, table.empty), SIZE.cell, MUTED);
    return;
  }
  const head = table.columns.map((column) => wordText(speaker, column));
  const body = table.rows.map(({ cells }) => cells.map((cell) => cellText(speaker, cell)));
  const right = (table.rows[0]?.cells ?? []).map(isFigure);
  const widths = columnWidths(page, head, body);
  const whole = widths.reduce((sum, width) => sum + width, 0);
  drawRow(page, head, widths, right, { weight: 'bold', indent: 0 });
  page.rule(whole, 0.9, INK);
  table.rows.forEach((row, at) => {
    const style = {
      weight: row.isTotal === true ? 'bold' : 'regular',
      indent: row.depth === 1 ? 10 : 0,
    } as const;
    const words = body[at] ?? [];
    if (page.turn(rowHeight(page, words, widths, style.weight))) {
      drawRow(page, head, widths, right, { weight: 'bold', indent: 0 });
      page.rule(whole, 0.9, INK);
    }
    drawRow(page, words, widths, right, style, row.cells);
    page.rule(whole);
  });
  if (table.note !== undefined) {
    page.space(2);
    page.paragraph(wordText(speaker, table.note), SIZE.note, MUTED);
  }
}

/** Each as wide as its widest word asks, the rest shared by what the texts would like. */
function columnWidths(
  page: Page,
  head: readonly string[],
  body: readonly (readonly string[])[],
): readonly number[] {
  const sample = body.slice(0, 60);
  const wanted = head.map((words, column) => {
    const texts = sample.map((row) => page.text.width(row[column] ?? '', 'bold', SIZE.cell));
    const longestWord = Math.max(
      ...words.split(/\s+/).map((part) => page.text.width(part, 'bold', SIZE.cell)),
    );
    return Math.min(Math.max(longestWord, ...texts) + 2 * PAD.x + (column === 0 ? 12 : 0), 230);
  });
  const total = wanted.reduce((sum, width) => sum + width, 0);
  if (total > page.width) return wanted.map((width) => (width * page.width) / total);
  // What is left over stands between the words and their figures, and not too much of it.
  const spare = Math.min(page.width, MOST_NARROW) - total;
  return wanted.map((width, column) => (column === 0 && spare > 0 ? width + spare : width));
}

const cellLines = (page: Page, words: readonly string[], widths: readonly number[], weight: Weight) =>
  words.map((text, column) => page.text.lines(text, weight, SIZE.cell, (widths[column] ?? 0) - 2 * PAD.x));

const rowHeight = (page: Page, words: readonly string[], widths: readonly number[], weight: Weight): number =>
  Math.max(1, ...cellLines(page, words, widths, weight).map(({ length }) => length)) * SIZE.cell * LEADING +
  2 * PAD.y;

function drawRow(
  page: Page,
  words: readonly string[],
  widths: readonly number[],
  right: readonly boolean[],
  { weight, indent }: { readonly weight: Weight; readonly indent: number },
  cells: readonly Cell[] = [],
): void {
  const height = rowHeight(page, words, widths, weight);
  let x = MARGIN;
  cellLines(page, words, widths, weight).forEach((lines, column) => {
    const width = widths[column] ?? 0;
    const cell = cells[column];
    const isRight = cell === undefined ? right[column] === true : isFigure(cell);
    lines.forEach((line, at) => {
      const left = isRight
        ? x + width - PAD.x - page.text.width(line, weight, SIZE.cell)
        : x + PAD.x + (column === 0 ? indent : 0);
      page.draw(line, weight, SIZE.cell, left, page.y + PAD.y + at * SIZE.cell * LEADING);
    });
    x += width;
  });
  page.y += height;
}
