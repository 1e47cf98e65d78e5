import { type Faces, pdfFaces, type Weight } from './pdf-fonts';

/** A stretch of text in one face. */
export type Run = { readonly face: string; readonly text: string };

type Font = { readonly hasGlyphForCodePoint: (code: number) => boolean };
type Document = PDFKit.PDFDocument;

/** Text in several faces: set, measured and broken into lines as one. */
export type Setter = {
  readonly width: (text: string, weight: Weight, size: number) => number;
  readonly lines: (text: string, weight: Weight, size: number, width: number) => readonly string[];
  /** `x` is the left edge, `y` the top; one line, nothing is broken. */
  readonly draw: (text: string, weight: Weight, size: number, x: number, y: number) => void;
};

/** Chinese may be broken anywhere; what is written with letters only at its spaces. */
const PIECES = /[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/gu;

export function textSetter(document: Document): Setter {
  const faces: Faces = pdfFaces();
  const fonts = new Map<string, Font>();
  for (const { name, data } of [...faces.regular, ...faces.bold]) {
    if (fonts.has(name)) continue;
    document.registerFont(name, data);
    document.font(name);
    // The library opens the face; what it can show is asked of that very face.
    fonts.set(name, (document as unknown as { _font: { font: Font } })._font.font);
  }

  const faceFor = new Map<string, string>();
  function faceOf(sign: string, weight: Weight): string {
    const key = `${weight}${sign}`;
    const known = faceFor.get(key);
    if (known !== undefined) return known;
    const code = sign.codePointAt(0) ?? 0;
    const found = faces[weight].find(({ name }) => fonts.get(name)?.hasGlyphForCodePoint(code) === true);
    const face = found?.name ?? faces[weight][0]?.name ?? '';
    faceFor.set(key, face);
    return face;
  }

  function runs(text: string, weight: Weight): readonly Run[] {
    const found: { face: string; text: string }[] = [];
    for (const sign of text.normalize('NFC')) {
      const face = faceOf(sign, weight);
      const last = found.at(-1);
      if (last?.face === face) last.text += sign;
      else found.push({ face, text: sign });
    }
    return found;
  }

  const runWidth = ({ face, text }: Run, size: number) =>
    document.font(face).fontSize(size).widthOfString(text);
  const width = (text: string, weight: Weight, size: number) =>
    runs(text, weight).reduce((sum, run) => sum + runWidth(run, size), 0);

  return {
    width,
    lines: (text, weight, size, most) => {
      const lines: string[] = [];
      let line = '';
      for (const piece of text.match(PIECES) ?? []) {
        if (line !== '' && width(`${line}${piece}`.trimEnd(), weight, size) > most) {
          lines.push(line.trimEnd());
          line = piece.trimStart();
        } else line += piece;
      }
      if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
      return lines;
    },
    draw: (text, weight, size, x, y) => {
      let at = x;
      for (const run of runs(text, weight)) {
        document.font(run.face).fontSize(size).text(run.text, at, y, { lineBreak: false });
        at += runWidth(run, size);
      }
    },
  };
}
