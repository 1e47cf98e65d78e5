/**
 * Where everything stands in a QR code of the sizes a pass has (ISO/IEC 18004, versions 7 to 11): modules that are the
 * same in every code, and the order in which the others carry bits.
 */
export type QrShape = {
  readonly version: number;
  readonly side: number;
  /** Per module: 1 dark, -1 light in every code of this version; 0 where format, version or content stands. */
  readonly fixed: Int8Array;
  /** Modules that carry content, in the order of their bits. */
  readonly order: readonly number[];
  /** Middles of the small alignment marks, in modules. */
  readonly alignments: readonly (readonly [number, number])[];
  /** Lines of the 3 × 3 lattice on which alignment and finder marks stand. */
  readonly lattice: readonly [number, number, number];
};

export const FIRST_VERSION = 7;
export const LAST_VERSION = 11;

const shapes = new Map<number, QrShape>();

export function qrShape(version: number): QrShape {
  const known = shapes.get(version);
  if (known !== undefined) return known;
  const made = makeShape(version);
  shapes.set(version, made);
  return made;
}

function makeShape(version: number): QrShape {
  const side = 17 + 4 * version;
  const lattice: readonly [number, number, number] = [6, (side - 1) / 2, side - 7];
  const fixed = new Int8Array(side * side);
  const taken = new Uint8Array(side * side);
  const put = (x: number, y: number, value: number) => {
    if (x < 0 || y < 0 || x >= side || y >= side) return;
    fixed[y * side + x] = value;
    taken[y * side + x] = 1;
  };
  for (let at = 8; at < side - 8; at += 1) {
    put(at, 6, at % 2 === 0 ? 1 : -1);
    put(6, at, at % 2 === 0 ? 1 : -1);
  }
  const rings = (cx: number, cy: number, reach: number, darkAt: readonly number[]) => {
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        put(cx + dx, cy + dy, darkAt.includes(Math.max(Math.abs(dx), Math.abs(dy))) ? 1 : -1);
      }
    }
  };
  for (const [cx, cy] of [
    [3, 3],
    [side - 4, 3],
    [3, side - 4],
  ] as const)
    rings(cx, cy, 4, [0, 1, 3]);
  const alignments = lattice.flatMap((cy, row) =>
    lattice.flatMap((cx, column): (readonly [number, number])[] => {
      const inFinder =
        (row === 0 && column === 0) || (row === 0 && column === 2) || (row === 2 && column === 0);
      return inFinder ? [] : [[cx, cy]];
    }),
  );
  for (const [cx, cy] of alignments) rings(cx, cy, 2, [0, 2]);
  put(8, side - 8, 1);
  const reserve = (x: number, y: number) => {
    taken[y * side + x] = 1;
  };
  for (let at = 0; at < 9; at += 1) {
    reserve(8, at);
    reserve(at, 8);
  }
  for (let at = 0; at < 8; at += 1) {
    reserve(side - 1 - at, 8);
    reserve(8, side - 1 - at);
  }
  for (let a = 0; a < 6; a += 1) {
    for (let b = 0; b < 3; b += 1) {
      reserve(a, side - 11 + b);
      reserve(side - 11 + b, a);
    }
  }
  return { version, side, fixed, order: contentOrder(side, taken), alignments, lattice };
}

/** Two columns at a time from the right, up and down in turn, the vertical timing line left out. */
function contentOrder(side: number, taken: Uint8Array): readonly number[] {
  const order: number[] = [];
  let upward = true;
  for (let right = side - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let count = 0; count < side; count += 1) {
      const y = upward ? side - 1 - count : count;
      for (const x of [right, right - 1]) if (taken[y * side + x] === 0) order.push(y * side + x);
    }
    upward = !upward;
  }
  return order;
}

/** Both places of each of the 15 bits of the format, first bit first. */
export function formatPlaces(side: number): readonly (readonly [number, number])[] {
  return Array.from({ length: 15 }, (_, bit): readonly [number, number] => {
    const near = bit < 6 ? [8, bit] : bit < 8 ? [8, bit + 1] : bit === 8 ? [7, 8] : [14 - bit, 8];
    const far = bit < 8 ? [side - 1 - bit, 8] : [8, side - 15 + bit];
    return [(near[1] ?? 0) * side + (near[0] ?? 0), (far[1] ?? 0) * side + (far[0] ?? 0)];
  });
}

export type Level = 'L' | 'M' | 'Q' | 'H';
/** Correction codewords per block and number of blocks. */
const BLOCKS: Readonly<Record<number, Readonly<Record<Level, readonly [number, number]>>>> = {
  7: { L: [20, 2], M: [18, 4], Q: [18, 6], H: [26, 5] },
  8: { L: [24, 2], M: [22, 4], Q: [22, 6], H: [26, 6] },
  9: { L: [30, 2], M: [22, 5], Q: [20, 8], H: [24, 8] },
  10: { L: [18, 4], M: [26, 5], Q: [24, 8], H: [28, 8] },
  11: { L: [20, 4], M: [30, 5], Q: [28, 8], H: [24, 11] },
};

/** Codewords' places per block, content first, then correction; the stream is dealt out block by block in turn. */
export function blocksOf(
  version: number,
  level: Level,
  total: number,
): readonly { readonly places: readonly number[]; readonly correction: number }[] {
  const [correction, count] = BLOCKS[version]?.[level] ?? [0, 0];
  const shorter = Math.floor(total / count) - correction;
  const longer = total % count;
  const sizes = Array.from({ length: count }, (_, block) => shorter + (block >= count - longer ? 1 : 0));
  const places: number[][] = sizes.map(() => []);
  let next = 0;
  for (let at = 0; at <= shorter; at += 1)
    for (const [block, size] of sizes.entries()) if (at < size) places[block]?.push(next++);
  for (let at = 0; at < correction; at += 1) for (const block of places) block.push(next++);
  return places.map((of) => ({ places: of, correction }));
}

/** The eight patterns laid over the content so that neither colour runs long. */
export function isMasked(mask: number, x: number, y: number): boolean {
  switch (mask) {
    case 0:
      return (x + y) % 2 === 0;
    case 1:
      return y % 2 === 0;
    case 2:
      return x % 3 === 0;
    case 3:
      return (x + y) % 3 === 0;
    case 4:
      return (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0;
    case 5:
      return ((x * y) % 2) + ((x * y) % 3) === 0;
    case 6:
      return (((x * y) % 2) + ((x * y) % 3)) % 2 === 0;
    default:
      return (((x + y) % 2) + ((x * y) % 3)) % 2 === 0;
  }
}
