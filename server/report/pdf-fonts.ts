import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';

/**
 * The faces of a PDF. Be Vietnam Pro comes in parts (Latin, Vietnamese, further Latin), and Chinese is another face: each
 * character is set in the first face that has it. Files are WOFF, opened here once: the library's own way of reading them
 * unpacks a table anew for every glyph (22 s for one line of Chinese; 0.1 s this way, decision 057).
 */
const vietnamPro = (part: string, weight: 400 | 700): string =>
  join(
    'node_modules',
    '@fontsource',
    'be-vietnam-pro',
    'files',
    `be-vietnam-pro-${part}-${weight}-normal.woff`,
  );
const CHINESE = join('server', 'report', 'fonts', 'noto-sans-sc-400.woff');
const PARTS = ['latin', 'vietnamese', 'latin-ext'] as const;

export type Weight = 'regular' | 'bold';
/** In the order in which they are asked for a character. */
export type Faces = Readonly<Record<Weight, readonly { readonly name: string; readonly data: Buffer }[]>>;

let opened: Faces | null = null;

export function pdfFaces(): Faces {
  opened ??= {
    regular: facesOf(400),
    bold: facesOf(700),
  };
  return opened;
}

const kept = new Map<string, Buffer>();
function open(file: string): Buffer {
  const known = kept.get(file);
  if (known !== undefined) return known;
  const data = openWoff(readFileSync(join(process.cwd(), file)));
  kept.set(file, data);
  return data;
}

const facesOf = (weight: 400 | 700) => [
  ...PARTS.map((part) => ({ name: `${part}-${weight}`, data: open(vietnamPro(part, weight)) })),
  { name: 'chinese', data: open(CHINESE) },
];

const HEADER = 12;
const RECORD = 16;

/**
 * WOFF 1.0 (W3C) to the font it was made of: the same tables, unpacked, behind an ordinary directory.
 * @throws when the file is none
 */
export function openWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF file');
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(HEADER + RECORD * count);
  const power = 2 ** Math.floor(Math.log2(count));
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(power * RECORD, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((count - power) * RECORD, 10);
  const parts: Buffer[] = [head];
  let offset = head.length;
  for (let table = 0; table < count; table += 1) {
    const from = 44 + 20 * table;
    const [at, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(from + field));
    if (at === undefined || packed === undefined || length === undefined) continue;
    const raw = woff.subarray(at, at + packed);
    const data = packed < length ? inflateSync(raw) : raw;
    const to = HEADER + RECORD * table;
    woff.copy(head, to, from, from + 4);
    woff.copy(head, to + 4, from + 16, from + 20);
    head.writeUInt32BE(offset, to + 8);
    head.writeUInt32BE(data.length, to + 12);
    const padding = Buffer.alloc((4 - (data.length % 4)) % 4);
    parts.push(data, padding);
    offset += data.length + padding.length;
  }
  return Buffer.concat(parts);
}
