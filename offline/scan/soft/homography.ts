/** Plane to plane, nine numbers row by row; maps modules to pixels. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];
export type Point = readonly [number, number];

/** Takes the unit square's corners (0,0), (1,0), (0,1), (1,1) to four points. */
export function fromUnitSquare(p00: Point, p10: Point, p01: Point, p11: Point): Homography {
  const [sx, sy] = [p00[0] - p10[0] + p11[0] - p01[0], p00[1] - p10[1] + p11[1] - p01[1]];
  const [ax, ay] = [p10[0] - p11[0], p10[1] - p11[1]];
  const [bx, by] = [p01[0] - p11[0], p01[1] - p11[1]];
  const det = ax * by - bx * ay;
  const g = det === 0 ? 0 : (sx * by - bx * sy) / det;
  const h = det === 0 ? 0 : (ax * sy - sx * ay) / det;
  return [
    p10[0] - p00[0] + g * p10[0],
    p01[0] - p00[0] + h * p01[0],
    p00[0],
    p10[1] - p00[1] + g * p10[1],
    p01[1] - p00[1] + h * p01[1],
    p00[1],
    g,
    h,
    1,
  ];
}
