import * as z from 'zod';
import { DIRECTIONS, type Direction, type GoodsClass, goodsClassSchema } from '../shared/vocabulary';
import { concerns, type Queue, whomSchema } from './queue';

/**
 * The lever that was really used (rule 9; fresh fruit, 17 January and 16 February 2022): one class is stopped, or limited
 * to so many an hour, for a time. Who stands keeps the place.
 */
export const leverSchema = whomSchema.omit({ classes: true }).extend({
  class: goodsClassSchema,
  from: z.int(),
  to: z.int().nullable(),
  /** Vehicles per hour; 0 stops the class. */
  perHour: z.int().min(0),
  reason: z.string().min(1),
});
export type Lever = Readonly<z.infer<typeof leverSchema>>;

/** Vehicles of a class that may go per hour at that time: the least of the levers that hold; null: no lever (FL-22). */
export function leverLimit(
  levers: readonly Lever[],
  queue: Queue,
  goods: GoodsClass,
  at: number,
): number | null {
  const limits = levers.flatMap((lever) =>
    lever.class === goods &&
    lever.from <= at &&
    (lever.to === null || at < lever.to) &&
    concerns({ ...lever, classes: null }, queue)
      ? [lever.perHour]
      : [],
  );
  return limits.length === 0 ? null : Math.min(...limits);
}

/**
 * What is left of a lever when it is lifted for one direction (FL-22): there it ends, or goes if it has not begun; over the
 * other direction it stays as it was.
 */
export function liftedFor(lever: Lever, direction: Direction, now: number): readonly Lever[] {
  const { directions } = lever;
  const others = DIRECTIONS.filter(
    (each) => each !== direction && (directions === null || directions.includes(each)),
  );
  return [
    ...(lever.from < now ? [{ ...lever, directions: [direction], to: now }] : []),
    ...(others.length > 0 ? [{ ...lever, directions: others }] : []),
  ];
}
