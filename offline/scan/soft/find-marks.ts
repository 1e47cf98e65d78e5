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
};

const TOLERANCE = 0.72;

/** Runs as found, against 1 : 1 : 3 : 1 : 1; blur widens dark or light alike, so pairs are judged with their middle. */
function isMark(a: number, b: number, c: number, d: number, e: number): boolean {
  const total = a + b + c + d + e;
  if (total < 7) return false;
  const unit = total / 7;
  const slack = unit * TOLERANCE + 0.5;
  return (
    Math.abs(c - 3 * unit) < 3 * slack * 0.62 &&
    Math.abs(a - unit) < slack &&
    Math.abs(b - unit) < slack &&
    Math.abs(d - unit) < slack &&
    Math.abs(e - unit) < slack
  );
}

/** Steps from the middle outwards along one direction; answers middle offset and run total, or null. */
function crossCheck(
  dark: Uint8Array,
  at: number,
  step: number,
  before: number,
  after: number,
  ink: number,
): { readonly shift: number; readonly total: number } | null {
  let [up, down] = [0, 0];
  const run = (from: number, direction: number, room: number, value: number) => {
    let count = 0;
    while (from + count < room && dark[at + direction * step * (from + count)] === value) count += 1;
    return count;
  };
  const c1 = run(0, -1, before, ink);
  const b = run(c1, -1, before, 1 - ink);
  const a = run(c1 + b, -1, before, ink);
  const c2 = run(1, 1, after, ink);
  const d = run(1 + c2, 1, after, 1 - ink);
  const e = run(1 + c2 + d, 1, after, ink);
  if (a === 0 || b === 0 || d === 0 || e === 0) return null;
  if (!isMark(a, b, c1 + c2, d, e)) return null;
  up = c1;
  down = c2;
  return { shift: (down - up + 1) / 2, total: a + b + c1 + c2 + d + e };
}

/** All marks in a picture of dark (1) and light (0), most often met first. `ink` 0 looks for inverted codes. */
export function findMarks(luma: Luma, dark: Uint8Array, ink: 0 | 1, leastContrast: number): readonly Mark[] {
  const { width, height } = luma;
  const found: Met[] = [];
  const runs = [0, 0, 0, 0, 0];
  for (let y = 2; y < height - 2; y += 1) {
    const row = y * width;
    let last = dark[row] ?? 0;
    let length = 1;
    runs.fill(0);
    for (let x = 1; x <= width; x += 1) {
      const value = x === width ? 2 : (dark[row + x] ?? 0);
      if (value === last) {
        length += 1;
        continue;
      }
      runs.shift();
      runs.push(length);
      const [a = 0, b = 0, c = 0, d = 0, e = 0] = runs;
      if (last === ink && a > 0 && isMark(a, b, c, d, e)) {
        const cx = Math.round(x - e - d - c / 2 - 0.5);
        const vertical = crossCheck(dark, row + cx, width, y + 1, height - y, ink);
        if (vertical !== null) {
          const cy = y + Math.round(vertical.shift);
          const across = crossCheck(dark, cy * width + cx, 1, cx + 1, width - cx, ink);
          if (across === null) continue;
          const met = {
            x: cx + across.shift,
            y: y + vertical.shift,
            across: across.total / 7,
            down: vertical.total / 7,
          };
          const contrast = contrastOf(luma, met) * (ink === 1 ? 1 : -1);
          if (contrast >= leastContrast) note(found, { ...met, weight: 1, contrast });
        }
      }
      last = value;
      length = 1;
    }
  }
  return found.sort((one, other) => worthOf(other) - worthOf(one));
}

type Met = { x: number; y: number; across: number; down: number; weight: number; contrast: number };

/** A real mark is met by every row through its middle square and stands out from what is around it. */
const worthOf = ({ weight, down, contrast }: Mark): number => Math.min(1, weight / (2 * down)) * contrast;

/** Light rings against dark ones, along row and column; noise in an even patch has hardly any. */
function contrastOf({ width, height, grey }: Luma, { x, y, across, down }: Omit<Met, 'weight' | 'contrast'>): number {
  const at = (dx: number, dy: number) => {
    const px = Math.max(0, Math.min(width - 1, Math.round(x + dx * across)));
    const py = Math.max(0, Math.min(height - 1, Math.round(y + dy * down)));
    return grey[py * width + px] ?? 0;
  };
  const ring = (r: number) => at(r, 0) + at(-r, 0) + at(0, r) + at(0, -r);
  const dark = ring(0.5) + ring(1) + ring(3);
  const light = ring(2) + ring(4);
  return light / 8 - dark / 12;
}

/** Rows through the same mark are joined. */
function note(found: Met[], met: Met): void {
  const { x, y, across, down, contrast } = met;
  const near = found.find(
    (mark) => Math.abs(mark.x - x) < 2.5 * mark.across + 1 && Math.abs(mark.y - y) < 2.5 * mark.down + 1,
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
