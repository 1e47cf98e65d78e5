import * as z from 'zod';
import type { Point } from '../gate/km-between';

/**
 * Where a vehicle is, as coarsely as anybody is told: a field of a hundredth of a degree, some 1.1 km by 1.0 km here,
 * named by the hundredths of its south-west corner. Finer cannot be said (PO-8).
 */
export const cellSchema = z.object({
  north: z.int().min(-9000).max(8999),
  east: z.int().min(-18_000).max(17_999),
});
export type Cell = z.infer<typeof cellSchema>;

const PER_DEGREE = 100;
/** Taken off before rounding down, for what binary fractions do to 21.93. */
const EPSILON = 1e-9;

/** The field a measured place lies in. @param north degrees @param east degrees */
export const cellOf = (north: number, east: number): Cell => ({
  north: Math.floor(north * PER_DEGREE + EPSILON),
  east: Math.floor(east * PER_DEGREE + EPSILON),
});

/** Its middle, which is at most 0.8 km from any place in it. */
export const middleOf = ({ north, east }: Cell): Point => [
  (north + 0.5) / PER_DEGREE,
  (east + 0.5) / PER_DEGREE,
];
