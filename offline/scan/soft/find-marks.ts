import type { Luma } from './luma';

/** A finder mark of a QR code: 1 : 1 : 3 : 1 : 1 dark, light, dark, light, dark along every line through its middle. */
export type Mark = {
  readonly x: number;
  readonly y: number;
  /** Pixels per module along the row and along the column through the middle. */
  readonly across: number;
  readonly down: number;
  /** How many rows met it. */
  readonly weight: number;
  /** Grey levels between its light and its dark rings. */
  readonly contrast: number;
  /** 1 dark on light, 0 the other way round. */
  readonly ink: 0 | 1;
};
type Met = { -readonly [Field in keyof Mark]: Mark[Field] };

const TOLERANCE = 0.72;

/** Runs as found, against 1 : 1 : 3 : 1 : 1; blur, noise and slant move their ends by a good part of a module. */
function isMark(a: number, b: number, c: number, d: number, e: number): boolean {
  const unit = (a + b + c + d + e) / 7;
  if (unit < 1) return false;
  const slack = unit * TOLERANCE + 0.5;
  return (
    Math.abs(c - 3 * unit) < 1.86 * slack &&
    Math.abs(a - unit) < slack &&
    Math.abs(b - unit) < slack &&
    Math.abs(d - unit) < slack &&
    Math.abs(e - unit) < slack
  );
}

/** End of the run of `value` that begins at `from`, going by `step` as far as `end`. */
function runEnd(dark: Uint8Array, from: number, step: number, end: number, value: number): number {
  let at = from;
  while (at !== end && dark[at] === value) at += step;
  return at;
}

/** From a pixel outwards both ways along one line; what was met, as the middle's offset and the whole length, or null. */
function crossCheck(
  dark: Uint8Array,
  at: number,
  step: number,
  first: number,
  end: number,
  ink: number,
): { readonly shift: number; readonly total: number } | null {
  const other = 1 - ink;
  const before = first - step;
  const c1 = runEnd(dark, at, -step, before, ink);
  const b = runEnd(dark, c1, -step, before, other);
  const a = runEnd(dark, b, -step, before, ink);
  const c2 = runEnd(dark, at, step, end, ink);
  const d = runEnd(dark, c2, step, end, other);
  const e = runEnd(dark, d, step, end, ink);
  if (a === b || b === c1 || c2 === d || d === e) return null;
  const middle = (c2 - c1) / step - 1;
  if (!isMark((b - a) / step, (c1 - b) / step, middle, (d - c2) / step, (e - d) / step)) return null;
  return { shift: (c2 + c1 - 2 * at) / step / 2, total: (e - a) / step - 1 };
}

/** All marks in a picture of dark (1) and light (0), those that stand out most first. */
export function findMarks(
  luma: Luma,
  dark: Uint8Array,
  leastContrast: number,
  everyRow: 1 | 2,
): readonly Mark[] {
  const { width, height } = luma;
  const found: Met[] = [];
  for (let y = 2; y < height - 2; y += everyRow) {
    const row = y * width;
    let last = dark[row] ?? 0;
    let begun = 0;
    let [a, b, c, d, e] = [0, 0, 0, 0, 0];
    for (let x = 1; x <= width; x += 1) {
      const value = x === width ? 2 : (dark[row + x] ?? 0);
      if (value === last) continue;
      a = b;
      b = c;
      c = d;
      d = e;
      e = x - begun;
      if (a > 0 && isMark(a, b, c, d, e))
        meet(luma, dark, x - e - d - ((c + 1) >> 1), y, last === 1 ? 1 : 0, leastContrast, found);
      last = value;
      begun = x;
    }
  }
  return found
    .map((mark) => ({ ...mark, weight: mark.weight * everyRow }))
    .sort((one, other) => worthOf(other) - worthOf(one));
}

/** A row looks like a mark here: does the column too, and the row through its middle, and does it stand out? */
function meet(
  luma: Luma,
  dark: Uint8Array,
  x: number,
  y: number,
  ink: 0 | 1,
  leastContrast: number,
  found: Met[],
): void {
  const { width, height } = luma;
  const column = crossCheck(dark, y * width + x, width, x, x + height * width, ink);
  if (column === null) return;
  const middle = (y + Math.round(column.shift)) * width;
  const line = crossCheck(dark, middle + x, 1, middle, middle + width, ink);
  if (line === null) return;
  const met: Met = {
    x: x + line.shift,
    y: y + column.shift,
    across: line.total / 7,
    down: column.total / 7,
    weight: 1,
    contrast: 0,
    ink,
  };
  met.contrast = contrastOf(luma, met) * (ink === 1 ? 1 : -1);
  if (met.contrast >= leastContrast) note(found, met);
}

/** A real mark is met by every row through its middle square and stands out from what is around it. */
const worthOf = ({ weight, down, contrast }: Mark): number => Math.min(1, weight / (2 * down)) * contrast;

/** Light rings against dark ones, along row and column; noise in an even patch has hardly any. */
function contrastOf({ width, height, grey }: Luma, { x, y, across, down }: Mark): number {
  const at = (dx: number, dy: number) => {
    const px = Math.max(0, Math.min(width - 1, Math.round(x + dx * across)));
    const py = Math.max(0, Math.min(height - 1, Math.round(y + dy * down)));
    return grey[py * width + px] ?? 0;
  };
  const ring = (r: number) => at(r, 0) + at(-r, 0) + at(0, r) + at(0, -r);
  return (ring(2) + ring(4)) / 8 - (ring(0.5) + ring(1) + ring(3)) / 12;
}

/** Rows through the same mark are joined. */
function note(found: Met[], met: Met): void {
  const { x, y, across, down, contrast } = met;
  const near = found.find(
    (mark) =>
      mark.ink === met.ink &&
      Math.abs(mark.x - x) < 2.5 * mark.across + 1 &&
      Math.abs(mark.y - y) < 2.5 * mark.down + 1,
  );
  if (near === undefined) {
    found.push(met);
    return;
  }
  const share = 1 / (near.weight + 1);
  near.x += (x - near.x) * share;
  near.y += (y - near.y) * share;
  near.across += (across - near.across) * share;
  near.down += (down - near.down) * share;
  near.contrast += (contrast - near.contrast) * share;
  near.weight += 1;
}
