import type { Interval } from './intervals';
import { overlap } from './intervals';

const HOUR_MS = 3_600_000;

/** What a queue can take in one clock hour, and what limits it. Rates in vehicles per hour. */
export type HourCapacity = {
  readonly hourStart: number;
  /** Whole vehicles. */
  readonly places: number;
  readonly limitedBy: 'closed' | 'gate' | 'yard' | 'neighbour';
};

/**
 * Capacity of each hour (FL-15): the least of gate, yard and neighbour for as long as the hour is open. Fractions are
 * carried on, so that 3.4 an hour gives 34 places in ten hours and never one more than that.
 */
export function hourCapacities(input: {
  /** Begin of the first hour. */
  readonly from: number;
  readonly hours: number;
  readonly open: readonly Interval[];
  readonly rates: (hourStart: number) => {
    readonly gate: number;
    readonly yard: number | null;
    readonly neighbour: number;
  };
}): HourCapacity[] {
  let carried = 0;
  return Array.from({ length: input.hours }, (_, n) => {
    const hourStart = input.from + n * HOUR_MS;
    const { gate, yard, neighbour } = input.rates(hourStart);
    const rate = Math.min(gate, yard ?? gate, neighbour);
    const share = overlap(input.open, { from: hourStart, to: hourStart + HOUR_MS }) / HOUR_MS;
    carried += rate * share;
    // Sums of thirds and the like must not lose a vehicle to the last binary digit.
    const places = Math.floor(carried + 1e-9);
    carried -= places;
    const limitedBy =
      share === 0 ? 'closed' : rate === neighbour ? 'neighbour' : rate === yard ? 'yard' : 'gate';
    return { hourStart, places, limitedBy };
  });
}

/** What is left of the hours to come when those who are under way already have taken theirs. */
export function freeHours(hours: readonly HourCapacity[], out: number): readonly HourCapacity[] {
  let left = out;
  return hours.map((hour) => {
    const taken = Math.min(left, hour.places);
    left -= taken;
    return { ...hour, places: hour.places - taken };
  });
}
