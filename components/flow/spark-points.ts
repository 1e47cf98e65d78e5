export type SparkPoint = { readonly x: number; readonly y: number };

/** Values as points of a box `width` × `height`, oldest left, zero at the bottom; `top` is the value at the top. */
export function sparkPoints(
  values: readonly number[],
  top: number,
  width: number,
  height: number,
): readonly SparkPoint[] {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const scale = top > 0 ? height / top : 0;
  return values.map((value, place) => ({ x: place * step, y: height - value * scale }));
}

export const pathOf = (points: readonly SparkPoint[]): string =>
  points.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
