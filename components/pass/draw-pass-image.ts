import { displayPlate } from '@/domain/identifiers/plate';
import { QUIET } from '@/domain/pass/qr-path';
import { qrModules } from './qr-modules';

/** What stands on the picture besides the code. */
type PassWords = {
  /** Gate and direction. */
  readonly head: string;
  readonly plate: string;
  /** Below the code: times and what the pass binds. */
  readonly lines: readonly string[];
};

const WIDTH = 1080;
const MARGIN = 60;
const HEAD = 44;
const PLATE = 130;
const LINE = 38;
const LEADING = 1.4;
const WORDS = "'Be Vietnam Pro', system-ui, sans-serif";
const FIGURES = "'Barlow Semi Condensed', system-ui, sans-serif";

/**
 * The pass as a picture for the phone's gallery, made on the phone. Every module of the code is a whole number of pixels.
 * Null where the browser has no canvas.
 */
export async function drawPassImage(token: string, { head, plate, lines }: PassWords): Promise<Blob | null> {
  const { side, path } = qrModules(token, 'L');
  const modules = side + 2 * QUIET;
  const pixels = Math.floor((WIDTH - 2 * MARGIN) / modules);
  const code = modules * pixels;
  const plateTop = MARGIN + HEAD * LEADING;
  const codeTop = plateTop + PLATE * 1.5;
  const linesTop = codeTop + code + LINE;
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = Math.ceil(linesTop + lines.length * LINE * LEADING + MARGIN);
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  await document.fonts.ready;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000000';
  pen.textAlign = 'center';
  pen.textBaseline = 'top';
  pen.font = `700 ${HEAD}px ${WORDS}`;
  pen.fillText(head, WIDTH / 2, MARGIN, WIDTH - 2 * MARGIN);
  pen.font = `700 ${PLATE}px ${FIGURES}`;
  const text = displayPlate(plate).text;
  const box = Math.min(WIDTH - 2 * MARGIN, pen.measureText(text).width + 80);
  pen.lineWidth = 6;
  pen.strokeRect((WIDTH - box) / 2, plateTop, box, PLATE * 1.25);
  pen.fillText(text, WIDTH / 2, plateTop + PLATE * 0.16, box - 30);
  pen.save();
  pen.translate((WIDTH - code) / 2, codeTop);
  pen.scale(pixels, pixels);
  pen.fill(new Path2D(path));
  pen.restore();
  pen.font = `500 ${LINE}px ${WORDS}`;
  lines.forEach((line, at) => {
    pen.fillText(line, WIDTH / 2, linesTop + at * LINE * LEADING, WIDTH - 2 * MARGIN);
  });
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
