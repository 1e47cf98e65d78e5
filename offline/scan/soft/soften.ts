import { qrShape } from './qr-shape';
import type { SoftModules } from './read-modules';
import type { Samples } from './sample-grid';

const NEAR = 4;

/**
 * Grey of modules to belief: against the light around them, then with the blur taken out. What a module loses to its
 * neighbours is learnt from the modules that are known in advance, then from those that are sure.
 */
export function soften(samples: Samples, inverted: boolean): SoftModules {
  const { version, side } = samples;
  const flat = againstSurroundings(samples, inverted);
  const { fixed } = qrShape(version);
  let values = flat;
  const target = Float32Array.from(fixed);
  const weight = Float32Array.from(fixed, (sign) => (sign === 0 ? 0 : 1));
  for (let round = 0; round < 3; round += 1) {
    const taps = learnTaps(flat, side, target, weight, round === 0 ? 1 : 2, round === 0 ? 20 : 4);
    if (taps === null) break;
    values = applyTaps(flat, side, taps, round === 0 ? 1 : 2);
    for (let at = 0; at < values.length; at += 1) {
      if ((fixed[at] ?? 0) !== 0) continue;
      const value = values[at] ?? 0;
      target[at] = value > 0 ? 1 : -1;
      weight[at] = Math.abs(value) > 0.45 ? 0.7 : 0;
    }
  }
  return { version, values: values.map((value) => Math.max(-1, Math.min(1, value))) };
}

/** Positive is dark. Divided by the local contrast, which counts for little where there is hardly any. */
function againstSurroundings({ side, grey }: Samples, inverted: boolean): Float32Array {
  const stride = side + 1;
  const sums = new Float64Array(stride * stride);
  const squares = new Float64Array(stride * stride);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const value = grey[y * side + x] ?? 0;
      const at = (y + 1) * stride + x + 1;
      sums[at] = value + (sums[at - 1] ?? 0) + (sums[at - stride] ?? 0) - (sums[at - stride - 1] ?? 0);
      squares[at] =
        value * value +
        (squares[at - 1] ?? 0) +
        (squares[at - stride] ?? 0) -
        (squares[at - stride - 1] ?? 0);
    }
  }
  const box = (of: Float64Array, x0: number, y0: number, x1: number, y1: number) =>
    (of[y1 * stride + x1] ?? 0) -
    (of[y0 * stride + x1] ?? 0) -
    (of[y1 * stride + x0] ?? 0) +
    (of[y0 * stride + x0] ?? 0);
  const all = side * side;
  const whole = Math.sqrt(
    Math.max(1, box(squares, 0, 0, side, side) / all - (box(sums, 0, 0, side, side) / all) ** 2),
  );
  const flat = new Float32Array(all);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [x0, y0] = [Math.max(0, x - NEAR), Math.max(0, y - NEAR)];
      const [x1, y1] = [Math.min(side, x + NEAR + 1), Math.min(side, y + NEAR + 1)];
      const area = (x1 - x0) * (y1 - y0);
      const mean = box(sums, x0, y0, x1, y1) / area;
      const spread = Math.sqrt(Math.max(0, box(squares, x0, y0, x1, y1) / area - mean * mean));
      const value = (mean - (grey[y * side + x] ?? 0)) / (spread + 0.2 * whole + 1);
      flat[y * side + x] = Math.max(-1.6, Math.min(1.6, inverted ? -value : value));
    }
  }
  return flat;
}

/** A module and those around it, nearest by steps along rows and columns, as places relative to its own. */
function neighbours(side: number, reach: number): readonly number[] {
  const offsets: number[] = [];
  for (let j = -2; j <= 2; j += 1)
    for (let i = -2; i <= 2; i += 1)
      if (Math.abs(i) + Math.abs(j) <= 2 && Math.max(Math.abs(i), Math.abs(j)) <= reach)
        offsets.push(j * side + i);
  return offsets;
}

/** Ridge regression of the wanted values on a module and its neighbours; `ridge` pulls towards the module alone. */
function learnTaps(
  flat: Float32Array,
  side: number,
  target: Float32Array,
  weight: Float32Array,
  reach: number,
  ridge: number,
): Float64Array | null {
  const offsets = neighbours(side, reach);
  const count = offsets.length;
  const matrix = new Float64Array(count * (count + 1));
  const row = new Float64Array(count);
  for (let y = reach; y < side - reach; y += 1) {
    for (let x = reach; x < side - reach; x += 1) {
      const w = weight[y * side + x] ?? 0;
      if (w === 0) continue;
      for (let at = 0; at < count; at += 1) row[at] = flat[y * side + x + (offsets[at] ?? 0)] ?? 0;
      const wanted = target[y * side + x] ?? 0;
      for (let a = 0; a < count; a += 1) {
        const scaled = w * (row[a] ?? 0);
        const from = a * (count + 1);
        for (let b = a; b < count; b += 1)
          matrix[from + b] = (matrix[from + b] ?? 0) + scaled * (row[b] ?? 0);
        matrix[from + count] = (matrix[from + count] ?? 0) + scaled * wanted;
      }
    }
  }
  for (let a = 0; a < count; a += 1) {
    for (let b = 0; b < a; b += 1) matrix[a * (count + 1) + b] = matrix[b * (count + 1) + a] ?? 0;
    matrix[a * (count + 1) + a] = (matrix[a * (count + 1) + a] ?? 0) + ridge;
  }
  const middle = offsets.indexOf(0);
  matrix[middle * (count + 1) + count] = (matrix[middle * (count + 1) + count] ?? 0) + ridge;
  return solve(matrix, count);
}

/** Gauss without pivoting: the matrix is symmetric and, by its ridge, positive. */
function solve(matrix: Float64Array, count: number): Float64Array | null {
  const stride = count + 1;
  for (let pivot = 0; pivot < count; pivot += 1) {
    const head = matrix[pivot * stride + pivot] ?? 0;
    if (Math.abs(head) < 1e-9) return null;
    for (let under = pivot + 1; under < count; under += 1) {
      const factor = (matrix[under * stride + pivot] ?? 0) / head;
      for (let at = pivot; at <= count; at += 1)
        matrix[under * stride + at] =
          (matrix[under * stride + at] ?? 0) - factor * (matrix[pivot * stride + at] ?? 0);
    }
  }
  const taps = new Float64Array(count);
  for (let at = count - 1; at >= 0; at -= 1) {
    let value = matrix[at * stride + count] ?? 0;
    for (let after = at + 1; after < count; after += 1)
      value -= (matrix[at * stride + after] ?? 0) * (taps[after] ?? 0);
    taps[at] = value / (matrix[at * stride + at] ?? 1);
  }
  return taps;
}

function applyTaps(flat: Float32Array, side: number, taps: Float64Array, reach: number): Float32Array {
  const wide = side + 4;
  // Around the code lies its quiet zone: light.
  const framed = new Float32Array(wide * wide).fill(-0.6);
  for (let y = 0; y < side; y += 1) framed.set(flat.subarray(y * side, (y + 1) * side), (y + 2) * wide + 2);
  const offsets = neighbours(wide, reach);
  const values = new Float32Array(flat.length);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const place = (y + 2) * wide + x + 2;
      let sum = 0;
      for (let at = 0; at < offsets.length; at += 1)
        sum += (taps[at] ?? 0) * (framed[place + (offsets[at] ?? 0)] ?? 0);
      values[y * side + x] = sum;
    }
  }
  return values;
}
