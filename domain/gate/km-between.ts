/** Degrees north and east (WGS 84). */
export type Point = readonly [north: number, east: number];

const EARTH_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Along the great circle, km. */
export function kmBetween(a: Point, b: Point): number {
  const [north, east] = [radians(b[0] - a[0]), radians(b[1] - a[1])];
  const across =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a[0])) * Math.cos(radians(b[0])) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(across)));
}
