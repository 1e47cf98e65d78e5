import { fromUnitSquare, type Point } from './homography';
import { type Around, type Luma, meanAround } from './luma';
import { type QrShape, qrShape } from './qr-shape';

/** Four points over the code: middles of the three finder marks and the point opposite, as if one stood there too. */
export type Pose = { readonly version: number; readonly corners: readonly [Point, Point, Point, Point] };

export type Grid = Pose & {
  /** -1 to 1: how well the modules known in advance lie where they should; negative for inverted codes. */
  readonly likeness: number;
  readonly modulePx: number;
};

export type Picture = { readonly luma: Luma; readonly around: Around };

/** Modules known in advance, as flat lists: all of them, or every third for a first look. */
type Probe = { readonly x: Float32Array; readonly y: Float32Array; readonly sign: Int8Array };
/** Everything known; what lies outside the finder marks; the timing line along the top; the one down the left. */
type ProbeKind = 'all' | 'far' | 'top' | 'left';
const probes = new Map<string, Probe>();

function probeOf(shape: QrShape, kind: ProbeKind): Probe {
  const name = `${shape.version}/${kind}`;
  const known = probes.get(name);
  if (known !== undefined) return known;
  const places: [number, number, number][] = [];
  for (let y = 0; y < shape.side; y += 1) {
    for (let x = 0; x < shape.side; x += 1) {
      const sign = shape.fixed[y * shape.side + x] ?? 0;
      const inFinder = (x < 9 && y < 9) || (x > shape.side - 10 && y < 9) || (x < 9 && y > shape.side - 10);
      const asked = kind === 'all' || (!inFinder && (kind === 'far' || (kind === 'top' ? y === 6 : x === 6)));
      if (sign !== 0 && asked) places.push([x, y, sign]);
    }
  }
  const probe = {
    x: Float32Array.from(places, ([x]) => x),
    y: Float32Array.from(places, ([, y]) => y),
    sign: Int8Array.from(places, ([, , sign]) => sign),
  };
  probes.set(name, probe);
  return probe;
}

/** Unit square of the pose: (0,0) is the middle of the top left finder mark, 1 is `side - 7` modules on. */
const unit = (side: number) => 1 / (side - 7);

function likenessOf(picture: Picture, corners: Pose['corners'], side: number, probe: Probe): number {
  const [a, b, c, d, e, f, g, h] = fromUnitSquare(...corners);
  const { luma, around } = picture;
  const { width, height, grey } = luma;
  const scale = unit(side);
  let [agree, size] = [0, 0];
  for (let at = 0; at < probe.sign.length; at += 1) {
    const u = ((probe.x[at] ?? 0) - 3) * scale;
    const v = ((probe.y[at] ?? 0) - 3) * scale;
    const w = 1 / (g * u + h * v + 1);
    const px = (a * u + b * v + c) * w;
    const py = (d * u + e * v + f) * w;
    const [x, y] = [Math.floor(px), Math.floor(py)];
    if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) {
      size += 8;
      continue;
    }
    const [fx, fy] = [px - x, py - y];
    const p = y * width + x;
    const value =
      ((grey[p] ?? 0) * (1 - fx) + (grey[p + 1] ?? 0) * fx) * (1 - fy) +
      ((grey[p + width] ?? 0) * (1 - fx) + (grey[p + width + 1] ?? 0) * fx) * fy;
    const darker = meanAround(around, x, y) - value;
    agree += darker * (probe.sign[at] ?? 0);
    size += Math.abs(darker);
  }
  return size === 0 ? 0 : agree / size;
}

const between = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** How much nearer one end of a side may be than the other, as the last row of a homography sees it. */
const LEANS = Array.from({ length: 19 }, (_, at) => (at - 9) * 0.04);
const NUDGES = [-0.02, 0, 0.02];
/** Below this the known modules agree no better than chance allows somewhere in a picture. */
const LEAST_LIKENESS = 0.4;

type Guess = { readonly version: number; readonly corners: Pose['corners']; readonly likeness: number };

/** One version tried on three marks: the fourth point follows from how much the two sides lean away. */
function trial(picture: Picture, version: number, ink: 0 | 1) {
  const shape = qrShape(version);
  const { side } = shape;
  const sign = ink === 1 ? 1 : -1;
  return {
    side,
    likeness: ([tl, tr, bl]: Marks, g: number, h: number, kind: ProbeKind): Guess => {
      const w = 1 / (1 + g + h);
      const along = (at: 0 | 1) => ((1 + g) * tr[at] + (1 + h) * bl[at] - tl[at]) * w;
      const corners = [tl, tr, bl, [along(0), along(1)]] as const;
      return { version, corners, likeness: likenessOf(picture, corners, side, probeOf(shape, kind)) * sign };
    },
  };
}

export type Marks = readonly [Point, Point, Point];

/**
 * Lays the grid over the picture from three finder middles. The two timing lines, which run beside those marks, say
 * how many modules lie between them and how the code leans; then all four points are moved until everything that is
 * known in advance agrees best.
 */
export function fitGrid(
  picture: Picture,
  marks: Marks,
  versions: readonly number[],
  ink: 0 | 1,
): Grid | null {
  let best: Guess | null = null;
  for (const version of versions) {
    const { likeness } = trial(picture, version, ink);
    const g = likeliest(LEANS, (lean) => likeness(marks, lean, 0, 'top').likeness);
    const h = likeliest(LEANS, (lean) => likeness(marks, g, lean, 'left').likeness);
    for (const dg of NUDGES)
      for (const dh of NUDGES) best = better(best, likeness(marks, g + dg, h + dh, 'far'));
  }
  return accept(picture, best, ink);
}

const REACH = [-4, -3, -2, -1, 0, 1, 2, 3, 4];

/** As `fitGrid`, when one of the three marks is torn off or drowned in light and stands only about where it is said. */
export function fitLoosely(
  picture: Picture,
  marks: Marks,
  loose: 0 | 1 | 2,
  versions: readonly number[],
  ink: 0 | 1,
): Grid | null {
  const timed = versions.map((version) => {
    const { likeness } = trial(picture, version, ink);
    if (loose === 0) return { version, g: 0, h: 0, worth: 1 };
    const side = loose === 2 ? 'top' : 'left';
    const at = (lean: number) =>
      (loose === 2 ? likeness(marks, lean, 0, side) : likeness(marks, 0, lean, side)).likeness;
    const lean = likeliest(LEANS, at);
    return { version, g: loose === 2 ? lean : 0, h: loose === 1 ? lean : 0, worth: at(lean) };
  });
  const [tl, tr, bl] = marks;
  let best: Guess | null = null;
  for (const { version, g, h, worth } of timed.sort((a, b) => b.worth - a.worth).slice(0, 2)) {
    if (worth < 0.45) continue;
    const { likeness, side } = trial(picture, version, ink);
    const step = (a: Point, b: Point): Point => [(b[0] - a[0]) / (side - 7), (b[1] - a[1]) / (side - 7)];
    const [across, down] = [step(tl, tr), step(tl, bl)];
    for (const i of REACH) {
      for (const j of REACH) {
        const moved = moveCorner(
          [...marks, marks[0]],
          loose,
          i * across[0] + j * down[0],
          i * across[1] + j * down[1],
        );
        best = better(best, likeness([moved[0], moved[1], moved[2]], g, h, 'far'));
      }
    }
  }
  return accept(picture, best, ink);
}

const better = (best: Guess | null, now: Guess): Guess =>
  best === null || now.likeness > best.likeness ? now : best;

function accept(picture: Picture, best: Guess | null, ink: 0 | 1): Grid | null {
  if (best === null || best.likeness < 0.28) return null;
  const grid = rightWayUp(picture, settle(picture, best), ink);
  return grid.likeness * (ink === 1 ? 1 : -1) < LEAST_LIKENESS ? null : grid;
}

function likeliest(choices: readonly number[], worth: (choice: number) => number): number {
  let best = { choice: 0, worth: Number.NEGATIVE_INFINITY };
  for (const choice of choices) {
    const now = worth(choice);
    if (now > best.worth) best = { choice, worth: now };
  }
  return best.choice;
}

/** With a mark missing, a code turned by a quarter is nearly as like: all four turns are compared. */
function rightWayUp(picture: Picture, grid: Grid, ink: 0 | 1): Grid {
  const [tl, tr, bl, br] = grid.corners;
  const { side } = qrShape(grid.version);
  const probe = probeOf(qrShape(grid.version), 'all');
  const turns = [
    [tr, br, tl, bl],
    [br, bl, tr, tl],
    [bl, tl, br, tr],
  ] as const;
  let best: Grid = grid;
  for (const corners of turns) {
    const likeness = likenessOf(picture, corners, side, probe);
    if ((likeness - best.likeness) * (ink === 1 ? 1 : -1) > 0) best = { ...grid, corners, likeness };
  }
  return best === grid ? grid : settle(picture, best, 0.3);
}

/** Moves the four points by ever smaller steps; also takes up a pose known from the frame before. */
export function settle(picture: Picture, pose: Pose, firstStep = 0.6): Grid {
  const shape = qrShape(pose.version);
  const probe = probeOf(shape, 'all');
  const [tl, tr, bl, br] = pose.corners;
  const span = (between(tl, tr) + between(tl, bl) + between(br, tr) + between(br, bl)) / 4;
  const modulePx = span / (shape.side - 7);
  let corners = pose.corners;
  let likeness = likenessOf(picture, corners, shape.side, probe);
  const sign = likeness < 0 ? -1 : 1;
  for (let step = firstStep; step > 0.06; step /= 2) {
    for (let round = 0; round < 3; round += 1) {
      let moved = false;
      for (let corner = 0; corner < 4; corner += 1) {
        for (const [dx, dy] of [
          [1, 0],
          [-1, 0],
          [0, 1],
          [0, -1],
        ] as const) {
          const tried = moveCorner(corners, corner, dx * step * modulePx, dy * step * modulePx);
          const now = likenessOf(picture, tried, shape.side, probe);
          if (now * sign <= likeness * sign) continue;
          [corners, likeness, moved] = [tried, now, true];
        }
      }
      if (!moved) break;
    }
  }
  return { version: pose.version, corners, likeness, modulePx };
}

function moveCorner(corners: Pose['corners'], which: number, dx: number, dy: number): Pose['corners'] {
  const move = (point: Point, at: number): Point => (at === which ? [point[0] + dx, point[1] + dy] : point);
  const [a, b, c, d] = corners;
  return [move(a, 0), move(b, 1), move(c, 2), move(d, 3)];
}
