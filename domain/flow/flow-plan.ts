import * as z from 'zod';
import { type Direction, directionSchema } from '../shared/vocabulary';
import { calendarRuleSchema } from './calendar';
import { type Interval, overlap } from './intervals';
import { leverSchema } from './levers';
import { ratioSchema } from './order-class';
import type { Queue } from './queue';
import { clockSchema, dateAfter, dateOf, HOME, instantOf } from './zones';

const HOUR_MS = 3_600_000;

/** A lane of the gate. One that serves the one direction in the morning and the other in the evening is reversible. */
const laneSchema = z.object({
  name: z.string().min(1),
  /** Null: for any route. */
  route: z.string().nullable(),
  vehiclesPerHour: z.number().positive(),
  /** In the home clock, every day. */
  serves: z.array(z.object({ direction: directionSchema, from: clockSchema, to: clockSchema })),
});
const yardSchema = z.object({
  name: z.string().min(1),
  kind: z.enum(['staging', 'inside']),
  direction: directionSchema,
  /** Vehicles that can stand there; null: nobody has said. */
  places: z.int().positive().nullable(),
  /** What it can pass on, round the clock; null: no limit of its own. */
  vehiclesPerHour: z.number().positive().nullable(),
});

/** What a gate's manager decides about its flow. */
export const planContentSchema = z.object({
  calendar: z.array(calendarRuleSchema),
  lanes: z.array(laneSchema),
  yards: z.array(yardSchema),
  ratios: z.record(directionSchema, ratioSchema),
  levers: z.array(leverSchema),
  /** Calls of so many vehicles or more need a second person. */
  secondPersonFrom: z.int().min(1),
});
export type PlanContent = Readonly<z.infer<typeof planContentSchema>>;

/** One version (FL-13): written once, never changed; the newest holds. */
export const planVersionSchema = z.object({
  version: z.int().positive(),
  madeAt: z.int(),
  madeBy: z.string().min(1),
  reason: z.string().min(1),
  /** The version whose content it brings back, 0 for what the installation began with; null: its content is new. */
  sameAs: z.int().nonnegative().nullable(),
  content: planContentSchema,
});
export type PlanVersion = Readonly<z.infer<typeof planVersionSchema>>;

/** Our own processing in the hour that begins then: the lanes that serve this way, for as much of it as they do (FL-15). */
export function lanesPerHour(content: PlanContent, queue: Queue, hourStart: number): number {
  const hour: Interval = { from: hourStart, to: hourStart + HOUR_MS };
  const date = dateOf(hourStart, HOME);
  return content.lanes
    .filter(({ route }) => route === null || queue.route === null || route === queue.route)
    .reduce((sum, { serves, vehiclesPerHour }) => {
      const windows = serves
        .filter(({ direction }) => direction === queue.direction)
        .flatMap(({ from, to }) =>
          [date, dateAfter(date, -1)].map((day) => ({
            from: instantOf(day, from, HOME),
            to: instantOf(day, to, HOME),
          })),
        )
        .toSorted((a, b) => a.from - b.from);
      return sum + (vehiclesPerHour * overlap(windows, hour)) / HOUR_MS;
    }, 0);
}

/** What the staging yards of a way can pass on per hour; null: nobody has said. */
export function yardsPerHour(content: PlanContent, queue: Queue): number | null {
  const known = content.yards.flatMap(({ kind, direction, vehiclesPerHour }) =>
    kind === 'staging' && direction === queue.direction && vehiclesPerHour !== null ? [vehiclesPerHour] : [],
  );
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0);
}

/** Vehicles that can stand in the yards of a kind, of one direction or of both; null: nobody has said. */
export function placesIn(
  content: PlanContent,
  kind: 'staging' | 'inside',
  direction: Direction | null,
): number | null {
  const known = content.yards.flatMap((yard) =>
    yard.kind === kind && yard.places !== null && (direction === null || yard.direction === direction)
      ? [yard.places]
      : [],
  );
  return known.length === 0 ? null : known.reduce((sum, places) => sum + places, 0);
}
