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
      const sum = (grey[from] ?? 0) + (grey[from + 1] ?? 0) + (grey[from + width] ?? 0) + (grey[from + width + 1] ?? 0);
      half[y * w + x] = (sum + 2) >> 2;
    }
  }
  return { width: w, height: h, grey: half };
}

/** Sums over all pixels above and to the left: the mean of any rectangle costs four look-ups. */
export type Sums = { readonly stride: number; readonly height: number; readonly sums: Uint32Array };

export function sumsOf({ width, height, grey }: Luma): Sums {
  const stride = width + 1;
  const sums = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    const above = y * stride + 1;
    const here = above + stride;
    const from = y * width;
    for (let x = 0; x < width; x += 1) {
      row += grey[from + x] ?? 0;
      sums[here + x] = (sums[above + x] ?? 0) + row;
    }
  }
  return { stride, height, sums };
}

/** Mean grey in the square of side 2·radius + 1 around a pixel, cut off at the picture's edge. */
export function meanAround({ stride, height, sums }: Sums, x: number, y: number, radius: number): number {
  const left = x - radius < 0 ? 0 : x - radius;
  const top = y - radius < 0 ? 0 : y - radius;
  const right = x + radius + 1 > stride - 1 ? stride - 1 : x + radius + 1;
  const bottom = y + radius + 1 > height ? height : y + radius + 1;
  const area = (right - left) * (bottom - top);
  if (area <= 0) return 128;
  const sum =
    (sums[bottom * stride + right] ?? 0) -
    (sums[top * stride + right] ?? 0) -
    (sums[bottom * stride + left] ?? 0) +
    (sums[top * stride + left] ?? 0);
  return sum / area;
}

/** 1 where a pixel is darker than its surroundings: light that is uneven does not matter. */
export function darkerThanAround(luma: Luma, sums: Sums, radius: number): Uint8Array {
  const { width, height, grey } = luma;
  const { stride, sums: s } = sums;
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const top = (y - radius < 0 ? 0 : y - radius) * stride;
    const bottom = (y + radius + 1 > height ? height : y + radius + 1) * stride;
    const rows = (bottom - top) / stride;
    for (let x = 0; x < width; x += 1) {
      const left = x - radius < 0 ? 0 : x - radius;
      const right = x + radius + 1 > width ? width : x + radius + 1;
      const sum =
        (s[bottom + right] ?? 0) - (s[top + right] ?? 0) - (s[bottom + left] ?? 0) + (s[top + left] ?? 0);
      dark[y * width + x] = (grey[y * width + x] ?? 0) * rows * (right - left) < sum ? 1 : 0;
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
