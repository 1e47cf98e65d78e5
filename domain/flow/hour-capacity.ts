import type { Interval } from './intervals';
import { overlap } from './intervals';
import { cutAt } from './neighbour-ahead';

const HOUR_MS = 3_600_000;

/** What a queue can take in one clock hour, and what limits it. Rates in vehicles per hour. */
export type HourCapacity = {
  readonly hourStart: number;
  /** Whole vehicles. */
  readonly places: number;
  readonly limitedBy: 'closed' | 'gate' | 'yard' | 'neighbour';
};

/** With the hour's own capacity, a fraction and all: the same whenever it is asked, as nothing is carried into it. */
export type ExactHour = HourCapacity & { readonly exact: number };

type Rates = { readonly gate: number; readonly yard: number | null; readonly neighbour: number };
type Limit = Exclude<HourCapacity['limitedBy'], 'closed'>;

const limitOf = ({ gate, yard, neighbour }: Rates): Limit => {
  const rate = Math.min(gate, yard ?? gate, neighbour);
  return rate === neighbour ? 'neighbour' : rate === yard ? 'yard' : 'gate';
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
  /** Instants at which a rate changes within an hour; left out: none does. */
  readonly cuts?: readonly number[];
  /** Of a stretch that lies in one hour. */
  readonly rates: (stretch: Interval) => Rates;
}): ExactHour[] {
  let carried = 0;
  return Array.from({ length: input.hours }, (_, n) => {
    const hourStart = input.from + n * HOUR_MS;
    const parts = cutAt({ from: hourStart, to: hourStart + HOUR_MS }, input.cuts ?? []).flatMap((part) => {
      const share = overlap(input.open, part) / HOUR_MS;
      return share === 0 ? [] : [{ share, ...input.rates(part) }];
    });
    const exact = parts.reduce(
      (sum, { share, gate, yard, neighbour }) => sum + share * Math.min(gate, yard ?? gate, neighbour),
      0,
    );
    carried += exact;
    // Sums of thirds and the like must not lose a vehicle to the last binary digit.
    const places = Math.floor(carried + 1e-9);
    carried -= places;
    const limits = parts.map(limitOf);
    const limitedBy = (['neighbour', 'yard', 'gate'] as const).find((limit) => limits.includes(limit));
    return { hourStart, places, exact, limitedBy: limitedBy ?? 'closed' };
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
