import type { Grid, Picture } from './fit-grid';
import { fromUnitSquare } from './homography';
import { qrShape } from './qr-shape';

/** Grey per module, 0 to 255; where the code lies outside the picture, -1. */
export type Samples = { readonly version: number; readonly side: number; readonly grey: Float32Array };

/** Displacement in modules at the nine crossings of the lattice on which finder and alignment marks stand. */
type Bend = { readonly dx: Float32Array; readonly dy: Float32Array };

/** Paper is not flat and lenses draw lines crooked: each small mark says where it really stands. */
export function sampleGrid(picture: Picture, grid: Grid): Samples {
  const shape = qrShape(grid.version);
  const { side } = shape;
  const at = readerOf(picture, grid, side);
  const bend = bendOf(at, grid, side);
  const [, middle] = shape.lattice;
  const grey = new Float32Array(side * side);
  const fine = Math.max(1, Math.min(4, Math.round(grid.modulePx * 0.55)));
  const span = 0.5;
  for (let y = 0; y < side; y += 1) {
    const row = y < middle ? 0 : 1;
    const t = (y - (shape.lattice[row] ?? 0)) / (middle - 6);
    for (let x = 0; x < side; x += 1) {
      const column = x < middle ? 0 : 1;
      const s = (x - (shape.lattice[column] ?? 0)) / (middle - 6);
      const node = row * 3 + column;
      const mix = (of: Float32Array) =>
        ((of[node] ?? 0) * (1 - s) + (of[node + 1] ?? 0) * s) * (1 - t) +
        ((of[node + 3] ?? 0) * (1 - s) + (of[node + 4] ?? 0) * s) * t;
      const [mx, my] = [x + mix(bend.dx), y + mix(bend.dy)];
      let sum = 0;
      for (let sy = 0; sy < fine; sy += 1) {
        for (let sx = 0; sx < fine; sx += 1)
          sum += at(mx + ((sx + 0.5) / fine - 0.5) * span, my + ((sy + 0.5) / fine - 0.5) * span);
      }
      grey[y * side + x] = sum / (fine * fine);
    }
  }
  return { version: grid.version, side, grey };
}

type Reader = (x: number, y: number) => number;

/** Grey at a place given in modules, between pixels by their share. */
function readerOf({ luma }: Picture, grid: Grid, side: number): Reader {
  const [a, b, c, d, e, f, g, h] = fromUnitSquare(...grid.corners);
  const { width, height, grey } = luma;
  const scale = 1 / (side - 7);
  return (mx, my) => {
    const [u, v] = [(mx - 3) * scale, (my - 3) * scale];
    const w = 1 / (g * u + h * v + 1);
    const px = Math.max(0, Math.min(width - 1.001, (a * u + b * v + c) * w));
    const py = Math.max(0, Math.min(height - 1.001, (d * u + e * v + f) * w));
    const [x, y] = [px | 0, py | 0];
    const [fx, fy] = [px - x, py - y];
    const p = y * width + x;
    return (
      ((grey[p] ?? 0) * (1 - fx) + (grey[p + 1] ?? 0) * fx) * (1 - fy) +
      ((grey[p + width] ?? 0) * (1 - fx) + (grey[p + width + 1] ?? 0) * fx) * fy
    );
  };
}

/** How a small mark is drawn: dark middle, light ring, dark ring; for finder marks one ring more. */
function bendOf(at: Reader, grid: Grid, side: number): Bend {
  const shape = qrShape(grid.version);
  const [dx, dy] = [new Float32Array(9), new Float32Array(9)];
  const ink = grid.likeness < 0 ? -1 : 1;
  for (let row = 0; row < 3; row += 1) {
    for (let column = 0; column < 3; column += 1) {
      const corner = (row === 0 && column !== 1) || (row === 2 && column === 0);
      const cx = corner ? (column === 2 ? side - 4 : 3) : (shape.lattice[column] ?? 0);
      const cy = corner ? (row === 2 ? side - 4 : 3) : (shape.lattice[row] ?? 0);
      const reach = corner ? 4 : 2;
      let best = { likeness: likenessAround(at, shape.fixed, side, cx, cy, reach, 0, 0) * ink, x: 0, y: 0 };
      for (const step of [0.5, 0.2]) {
        const from = best;
        for (let i = -2; i <= 2; i += 1) {
          for (let j = -2; j <= 2; j += 1) {
            const [x, y] = [from.x + i * step, from.y + j * step];
            const likeness = likenessAround(at, shape.fixed, side, cx, cy, reach, x, y) * ink;
            if (likeness > best.likeness + 0.01) best = { likeness, x, y };
          }
        }
      }
      // A mark that is dirty, torn or drowned in light says nothing.
      if (best.likeness < 0.55) continue;
      dx[row * 3 + column] = best.x;
      dy[row * 3 + column] = best.y;
    }
  }
  return { dx, dy };
}

function likenessAround(
  at: Reader,
  fixed: Int8Array,
  side: number,
  cx: number,
  cy: number,
  reach: number,
  dx: number,
  dy: number,
): number {
  let [sum, count, agree, signs, squares] = [0, 0, 0, 0, 0];
  for (let y = Math.max(0, cy - reach); y <= Math.min(side - 1, cy + reach); y += 1) {
    for (let x = Math.max(0, cx - reach); x <= Math.min(side - 1, cx + reach); x += 1) {
      const sign = fixed[y * side + x] ?? 0;
      const value = -at(x + dx, y + dy);
      sum += value;
      squares += value * value;
      agree += value * sign;
      signs += sign;
      count += 1;
    }
  }
  const spread = Math.sqrt(Math.max(1, squares - (sum * sum) / count) * (count - (signs * signs) / count));
  return (agree - (sum * signs) / count) / spread;
}
