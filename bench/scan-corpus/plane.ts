/** One channel of light, 0 black to 1 white, row by row. */
export type Plane = { readonly width: number; readonly height: number; readonly light: Float32Array };

export const planeOf = (width: number, height: number, value = 0): Plane => ({
  width,
  height,
  light: new Float32Array(width * height).fill(value),
});

/** Gaussian by three running means each way; `sigma` in pixels. Works in place. */
export function blurPlane(plane: Plane, sigma: number): void {
  if (sigma < 0.2) return;
  const { width, height, light } = plane;
  const spare = new Float32Array(Math.max(width, height));
  for (const radius of boxRadii(sigma)) {
    for (let y = 0; y < height; y += 1) runningMean(light, y * width, 1, width, radius, spare);
    for (let x = 0; x < width; x += 1) runningMean(light, x, width, height, radius, spare);
  }
}

/** Three fractional box radii whose variances add up to that of the Gaussian. */
function boxRadii(sigma: number): readonly number[] {
  const radius = (Math.sqrt(4 * sigma * sigma + 1) - 1) / 2;
  return [radius, radius, radius];
}

/** Mean over 2·radius + 1 pixels, the two at the ends counted by their share. */
function runningMean(
  light: Float32Array,
  start: number,
  step: number,
  count: number,
  radius: number,
  spare: Float32Array,
): void {
  const whole = Math.floor(radius);
  const share = radius - whole;
  const weight = 1 / (2 * radius + 1);
  for (let at = 0; at < count; at += 1) spare[at] = light[start + at * step] ?? 0;
  const read = (at: number) => spare[at < 0 ? 0 : at >= count ? count - 1 : at] ?? 0;
  let sum = 0;
  for (let at = -whole; at <= whole; at += 1) sum += read(at);
  for (let at = 0; at < count; at += 1) {
    light[start + at * step] = (sum + share * (read(at - whole - 1) + read(at + whole + 1))) * weight;
    sum += read(at + whole + 1) - read(at - whole);
  }
}

/** A hand that moves while the shutter is open: the mean along a line of `length` pixels. */
export function smearPlane(plane: Plane, length: number, angle: number): void {
  if (length < 0.7) return;
  const { width, height, light } = plane;
  const steps = Math.max(2, Math.ceil(length * 1.5));
  const from = light.slice();
  light.fill(0);
  for (let step = 0; step < steps; step += 1) {
    const along = (step / (steps - 1) - 0.5) * length;
    const [dx, dy] = [Math.cos(angle) * along, Math.sin(angle) * along];
    const [ix, iy] = [Math.floor(dx), Math.floor(dy)];
    const [fx, fy] = [dx - ix, dy - iy];
    for (let y = 0; y < height; y += 1) {
      const top = Math.min(height - 1, Math.max(0, y + iy)) * width;
      const under = Math.min(height - 1, Math.max(0, y + iy + 1)) * width;
      for (let x = 0; x < width; x += 1) {
        const left = Math.min(width - 1, Math.max(0, x + ix));
        const right = Math.min(width - 1, left + 1);
        const upper = (from[top + left] ?? 0) * (1 - fx) + (from[top + right] ?? 0) * fx;
        const lower = (from[under + left] ?? 0) * (1 - fx) + (from[under + right] ?? 0) * fx;
        const at = y * width + x;
        light[at] = (light[at] ?? 0) + (upper * (1 - fy) + lower * fy) / steps;
      }
    }
  }
}
