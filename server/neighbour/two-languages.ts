import PDFDocument from 'pdfkit';
import { cellText, type Speaker, wordText } from '@/domain/report/cell-text';
import type { SheetTable, Word } from '@/domain/report/sheet';
import { type Setter, textSetter } from '@/server/report/pdf-text';
import { speakerOf } from '@/server/report/speaker';

/** Points. A4 upright, black on white; Vietnamese first, Chinese under it, a figure once. */
const MARGIN = 40;
const WIDTH = 595.28 - 2 * MARGIN;
const BOTTOM = 841.89 - MARGIN - 14;
export const SIZE = { title: 17, gate: 13, head: 10.5, cell: 8.5, small: 7.5 } as const;
const LEADING = 1.34;
const PAD = 2.4;
const INK = '#111111';
export const MUTED = '#555555';
const RULE = '#bbbbbb';

const VI = speakerOf('vi');
const ZH = speakerOf('zh');
/** Both languages, or once what is the same in both. */
const both = (say: (speaker: Speaker) => string): readonly string[] => [...new Set([say(VI), say(ZH)])];
export const words = (said: Word): readonly string[] => both((speaker) => wordText(speaker, said));

type Style = {
  readonly weight: 'regular' | 'bold';
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly colour?: string;
};

/** Draws a paper for both sides of the border, in both languages, its faces embedded (decision 057). */
export async function writePaper(
  { title, at }: { readonly title: string; readonly at: number },
  draw: (paper: Paper) => void,
): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    lang: 'vi',
    displayTitle: true,
    info: { Title: title, CreationDate: new Date(at) },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.once('end', resolve);
    document.once('error', reject);
  });
  draw(new Paper(document, textSetter(document)));
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

/** Where on the paper we are. */
export class Paper {
  readonly document: PDFKit.PDFDocument;
  readonly left = MARGIN;
  readonly #text: Setter;
  y = MARGIN;

  constructor(document: PDFKit.PDFDocument, text: Setter) {
    this.document = document;
    this.#text = text;
  }

  /** A new page where `height` does not fit. */
  turn(height: number): void {
    if (this.y + height <= BOTTOM) return;
    this.document.addPage();
    this.y = MARGIN;
  }

  /** As many lines as it takes; answers how high they are. `isDrawn` false only measures. */
  put(said: string, style: Style, isDrawn = true): number {
    const { weight, size, x, y, width, colour = INK } = style;
    const lines = this.#text.lines(said, weight, size, width);
    if (isDrawn)
      lines.forEach((line, at) => {
        this.document.fillColor(colour);
        this.#text.draw(line, weight, size, x, y + at * size * LEADING);
      });
    return lines.length * size * LEADING;
  }

  line(said: string, weight: Style['weight'], size: number, colour = INK): void {
    const style = { weight, size, colour, x: MARGIN, width: WIDTH };
    this.turn(this.put(said, { ...style, y: 0 }, false));
    this.y += this.put(said, { ...style, y: this.y });
  }

  /** `shares` of the width by column, one in sum. */
  table(table: SheetTable, shares: readonly number[]): void {
    this.y += 9;
    this.turn(70);
    this.line(words(table.title).join('  '), 'bold', SIZE.head);
    if (table.rows.length === 0) {
      this.line(words(table.empty).join('  '), 'regular', SIZE.cell, MUTED);
      return;
    }
    const widths = shares.map((share) => WIDTH * share);
    this.#row(widths, table.columns.map(words), 'bold');
    this.#rule(0.9, INK);
    for (const { cells } of table.rows) {
      const texts = cells.map((cell) => both((speaker) => cellText(speaker, cell)));
      this.#row(widths, texts, 'regular');
      this.#rule(0.5, RULE);
    }
  }

  #row(widths: readonly number[], texts: readonly (readonly string[])[], weight: Style['weight']): void {
    let x = MARGIN;
    const places = widths.map((width) => {
      const place = { x: x + PAD, width: width - 2 * PAD };
      x += width;
      return place;
    });
    const run = (isDrawn: boolean): number =>
      Math.max(
        ...texts.map((lines, column) => {
          const place = places[column] ?? { x: MARGIN, width: WIDTH };
          let height = 0;
          for (const line of lines)
            height += this.put(
              line,
              { ...place, weight, size: SIZE.cell, y: this.y + PAD + height },
              isDrawn,
            );
          return height;
        }),
      ) +
      2 * PAD;
    this.turn(run(false));
    this.y += run(true);
  }

  #rule(weight: number, colour: string): void {
    this.document
      .moveTo(MARGIN, this.y)
      .lineTo(MARGIN + WIDTH, this.y)
      .lineWidth(weight)
      .strokeColor(colour)
      .stroke();
  }
}
