import type { Mark } from './find-marks';
import type { Point } from './homography';
import { FIRST_VERSION, LAST_VERSION } from './qr-shape';

/** Three marks as top left, top right, bottom left, and the sizes the code may have. */
export type Triple = {
  readonly marks: readonly [Point, Point, Point];
  readonly versions: readonly number[];
  readonly worth: number;
};

const MOST_MARKS = 9;
const size = (mark: Mark): number => Math.hypot(mark.across, mark.down) / Math.SQRT2;

/** Sets of three that could be one code, likeliest first. */
export function chooseTriples(found: readonly Mark[]): readonly Triple[] {
  const marks = found.slice(0, MOST_MARKS);
  const triples: Triple[] = [];
  for (const [i, a] of marks.entries())
    for (const [j, b] of marks.slice(i + 1).entries())
      for (const c of marks.slice(i + j + 2)) {
        const triple = tripleOf(a, b, c);
        if (triple !== null) triples.push(triple);
      }
  return triples.sort((one, other) => other.worth - one.worth);
}

/** Two marks of one code whose third cannot be seen: where it would be if the code were square, in all six ways. */
export type Pair = Triple & { readonly loose: 0 | 1 | 2 };

export function choosePairs(found: readonly Mark[]): readonly Pair[] {
  const strong = found.filter(
    (mark) => mark.weight >= mark.down && mark.contrast > 0.45 * (found[0]?.contrast ?? 0),
  );
  const pairs: Pair[] = [];
  for (const [i, a] of strong.slice(0, 4).entries()) {
    for (const b of strong.slice(i + 1, 4)) {
      if (Math.max(size(a), size(b)) > 1.5 * Math.min(size(a), size(b))) continue;
      for (const [p, q] of [
        [a, b],
        [b, a],
      ] as const)
        pairs.push(...pairsOf(p, q));
    }
  }
  return pairs;
}

function pairsOf(p: Mark, q: Mark): readonly Pair[] {
  const [dx, dy] = [q.x - p.x, q.y - p.y];
  const mark = (x: number, y: number): Mark => ({ ...p, x, y });
  // From the missing corner to p and to q lie two sides at a right angle, the second turned from the first.
  const corner = mark(p.x + (dx - dy) / 2, p.y + (dx + dy) / 2);
  const ways = [
    { loose: 2, marks: [p, q, mark(p.x - dy, p.y + dx)] },
    { loose: 1, marks: [p, mark(p.x + dy, p.y - dx), q] },
    { loose: 0, marks: [corner, p, q] },
  ] as const;
  return ways.flatMap(({ loose, marks }): readonly Pair[] => {
    const [tl, tr, bl] = marks;
    const versions = versionsOf(tl, tr, bl);
    const point = (of: Mark): Point => [of.x, of.y];
    return versions.length === 0
      ? []
      : [{ loose, marks: [point(tl), point(tr), point(bl)], versions, worth: 0 }];
  });
}

function tripleOf(a: Mark, b: Mark, c: Mark): Triple | null {
  const sizes = [size(a), size(b), size(c)];
  if (Math.max(...sizes) > 2 * Math.min(...sizes)) return null;
  const gap = (p: Mark, q: Mark) => Math.hypot(p.x - q.x, p.y - q.y);
  // Opposite the longest side stands the corner.
  const sides = [gap(b, c), gap(a, c), gap(a, b)];
  const longest = sides.indexOf(Math.max(...sides));
  const [corner, one, other] = longest === 0 ? [a, b, c] : longest === 1 ? [b, a, c] : [c, a, b];
  const [ux, uy] = [one.x - corner.x, one.y - corner.y];
  const [vx, vy] = [other.x - corner.x, other.y - corner.y];
  const [u, v] = [Math.hypot(ux, uy), Math.hypot(vx, vy)];
  const cross = ux * vy - uy * vx;
  const sine = Math.abs(cross) / (u * v);
  const ratio = Math.max(u, v) / Math.min(u, v);
  if (sine < 0.5 || ratio > 2.6) return null;
  const [right, below] = cross > 0 ? [one, other] : [other, one];
  const versions = versionsOf(corner, right, below);
  if (versions.length === 0) return null;
  const evenness = Math.min(...sizes) / Math.max(...sizes);
  const worth = (sine * evenness * Math.log2(1 + Math.min(a.weight, b.weight, c.weight))) / Math.sqrt(ratio);
  const point = (mark: Mark): Point => [mark.x, mark.y];
  return { marks: [point(corner), point(right), point(below)], versions, worth };
}

/** Distance between marks over their own size gives the side; marks are small, so its neighbours are tried too. */
function versionsOf(corner: Mark, right: Mark, below: Mark): readonly number[] {
  const along = (p: Mark, q: Mark) => {
    const [dx, dy] = [Math.abs(p.x - q.x), Math.abs(p.y - q.y)];
    const length = Math.hypot(dx, dy);
    // Runs are measured along rows and columns; a slanting line is met longer there than across.
    const run = (mark: Mark) => (mark.across * dx * dx + mark.down * dy * dy) / (length * length);
    const slant = length / Math.max(dx, dy);
    return ((length / (run(p) + run(q))) * 2) / (dx > 0.35 * length && dy > 0.35 * length ? 1 / slant : 1);
  };
  const side = (along(corner, right) + along(corner, below)) / 2 + 7;
  const guess = (side - 17) / 4;
  const versions: number[] = [];
  for (let version = FIRST_VERSION; version <= LAST_VERSION; version += 1)
    if (Math.abs(version - guess) < 2.2 + guess * 0.12) versions.push(version);
  return versions.sort((p, q) => Math.abs(p - guess) - Math.abs(q - guess)).slice(0, 4);
}
