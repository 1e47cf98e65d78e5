/** Grey picture, one byte a pixel, row by row. */
export type Luma = { readonly width: number; readonly height: number; readonly grey: Uint8ClampedArray };

/** Canvas pixels to grey; green stands for all three where they agree, as on paper and screens they do. */
export function lumaOf(image: {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}): Luma {
  const { data, width, height } = image;
  const grey = new Uint8ClampedArray(width * height);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += 4) {
    grey[at] = ((data[from] ?? 0) + 2 * (data[from + 1] ?? 0) + (data[from + 2] ?? 0)) >> 2;
  }
  return { width, height, grey };
}

/** Four pixels joined to one: half the noise, a quarter of the work. */
export function halved({ width, height, grey }: Luma): Luma {
  const [w, h] = [width >> 1, height >> 1];
  const half = new Uint8ClampedArray(w * h);
  for (let y = 0; y < h; y += 1) {
    let from = 2 * y * width;
    for (let x = 0; x < w; x += 1, from += 2) {
      const sum =
        (grey[from] ?? 0) + (grey[from + 1] ?? 0) + (grey[from + width] ?? 0) + (grey[from + width + 1] ?? 0);
      half[y * w + x] = (sum + 2) >> 2;
    }
  }
  return { width: w, height: h, grey: half };
}

/** Mean grey around each square of 8 × 8 pixels, over five such squares each way. */
export type Around = { readonly columns: number; readonly means: Float32Array };
const BLOCK = 3;

export function aroundOf({ width, height, grey }: Luma): Around {
  const columns = (width + 7) >> BLOCK;
  const rows = (height + 7) >> BLOCK;
  const blocks = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [x0, y0] = [column << BLOCK, row << BLOCK];
      const [x1, y1] = [Math.min(width, x0 + 8), Math.min(height, y0 + 8)];
      let sum = 0;
      for (let y = y0; y < y1; y += 2) {
        const from = y * width;
        for (let x = x0; x < x1; x += 1) sum += grey[from + x] ?? 0;
      }
      blocks[row * columns + column] = sum / ((x1 - x0) * ((y1 - y0 + 1) >> 1));
    }
  }
  const means = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [left, right] = [Math.max(0, column - 2), Math.min(columns - 1, column + 2)];
      const [top, bottom] = [Math.max(0, row - 2), Math.min(rows - 1, row + 2)];
      let sum = 0;
      for (let y = top; y <= bottom; y += 1)
        for (let x = left; x <= right; x += 1) sum += blocks[y * columns + x] ?? 0;
      means[row * columns + column] = sum / ((right - left + 1) * (bottom - top + 1));
    }
  }
  return { columns, means };
}

/** Mean grey around a pixel inside the picture. */
export const meanAround = ({ columns, means }: Around, x: number, y: number): number =>
  means[(y >> BLOCK) * columns + (x >> BLOCK)] ?? 128;

/** 1 where a pixel is darker than its surroundings: light that is uneven does not matter. */
export function darkerThanAround({ width, height, grey }: Luma, { columns, means }: Around): Uint8Array {
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = (y >> BLOCK) * columns;
    for (let column = 0; column < columns; column += 1) {
      const mean = means[row + column] ?? 0;
      const end = Math.min(width, (column + 1) << BLOCK) + y * width;
      for (let at = (column << BLOCK) + y * width; at < end; at += 1)
        dark[at] = (grey[at] ?? 0) < mean ? 1 : 0;
    }
  }
  return dark;
}

/** Each pixel with its eight neighbours, weighed 1 : 2 : 1 each way: a third of the noise, a little less sharp. */
export function smoothed({ width, height, grey }: Luma): Luma {
  const rows = new Uint16Array(width * height);
  for (let at = 1; at < rows.length - 1; at += 1)
    rows[at] = (grey[at - 1] ?? 0) + 2 * (grey[at] ?? 0) + (grey[at + 1] ?? 0);
  const smooth = new Uint8ClampedArray(width * height);
  for (let at = width; at < smooth.length - width; at += 1)
    smooth[at] = ((rows[at - width] ?? 0) + 2 * (rows[at] ?? 0) + (rows[at + width] ?? 0) + 8) >> 4;
  return { width, height, grey: smooth };
}

/** Standard deviation of the noise in grey levels, from how often neighbours do not lie on a line. */
export function noiseOf({ width, height, grey }: Luma): number {
  const counts = new Uint32Array(512);
  let taken = 0;
  for (let y = 3; y < height; y += 7) {
    for (let x = 1; x < width - 1; x += 5) {
      const at = y * width + x;
      const off = Math.abs((grey[at - 1] ?? 0) - 2 * (grey[at] ?? 0) + (grey[at + 1] ?? 0));
      counts[off] = (counts[off] ?? 0) + 1;
      taken += 1;
    }
  }
  let [seen, median] = [0, 0];
  while (median < 511 && seen + (counts[median] ?? 0) < taken / 2) seen += counts[median++] ?? 0;
  return (median + 0.5) / 1.65;
}

/** The middle of the picture, `share` of it each way, drawn twice as large: for codes whose modules are hardly two pixels. */
export function enlargedMiddle({ width, height, grey }: Luma): Luma {
  const [w, h] = [width & ~1, height & ~1];
  const [x0, y0] = [(width - w / 2) >> 1, (height - h / 2) >> 1];
  const large = new Uint8ClampedArray(w * h);
  for (let y = 0; y < h; y += 1) {
    const from = (y0 + (y >> 1)) * width + x0;
    const under = y % 2 === 0 ? from : from + width;
    for (let x = 0; x < w; x += 2) {
      const [a, b] = [from + (x >> 1), under + (x >> 1)];
      const left = (grey[a] ?? 0) + (grey[b] ?? 0);
      const right = (grey[a + 1] ?? 0) + (grey[b + 1] ?? 0);
      large[y * w + x] = (left + 1) >> 1;
      large[y * w + x + 1] = (left + right + 2) >> 2;
    }
  }
  return { width: w, height: h, grey: large };
}
