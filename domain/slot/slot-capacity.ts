import type { ClassLimit } from '../flow/class-limits';
import { type ExactHour, freeHours, type HourCapacity } from '../flow/hour-capacity';
import { ORDER_CLASSES, type OrderClass, type Ratio } from '../flow/order-class';
import { HOUR_MS, SLOT_CLASSES, type SlotClass } from './slot';

/** Which turns of a round are booked as which class; those of nobody are for vehicles without a slot. */
const BOOKED_AS: Readonly<Record<OrderClass, SlotClass | null>> = {
  'perishable-trusted': 'perishable',
  perishable: 'perishable',
  trusted: 'other',
  ordinary: 'other',
  livestock: 'other',
  dangerous: 'other',
  'new-vehicle': 'other',
  empty: null,
};
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * What is added to an hour's fraction before it is cut off: a twenty-fourth more for each hour of a day, well mixed, so
 * that a day's fractions together are neither lost nor given out twice, and another beginning each day, so that it is not
 * always the same hours that are rounded up. Of the hour alone: however often it is asked, it is rounded alike.
 */
function phaseOf(hourStart: number): number {
  const hour = Math.floor(hourStart / HOUR_MS);
  return (((hour * 7) % 24) / 24 + Math.floor(hour / 24) * GOLDEN) % 1;
}

/**
 * The hours as slots are cut from them, those who are under way taken off. What the line carries from hour to hour depends
 * on the hour one begins with; a place that was given out cannot come and go with it.
 */
export function slotHours(hours: readonly ExactHour[], out: number): readonly ExactHour[] {
  const whole = hours.map((hour) => ({
    ...hour,
    places: Math.floor(hour.exact + phaseOf(hour.hourStart)),
  }));
  const free = freeHours(whole, out);
  return whole.map((hour, n) => {
    const places = free[n]?.places ?? 0;
    return { ...hour, places, exact: Math.max(0, hour.exact - (hour.places - places)) };
  });
}

export type ClassCapacity = {
  readonly hourStart: number;
  readonly class: SlotClass;
  /** Whole vehicles. */
  readonly capacity: number;
  /** What keeps it from being more. */
  readonly limitedBy:
    | HourCapacity['limitedBy']
    | 'lever'
    | 'class-agreed'
    | 'class-neighbour'
    | 'class-calendar';
};

const NAMED = {
  agreed: 'class-agreed',
  neighbour: 'class-neighbour',
  calendar: 'class-calendar',
  lever: 'lever',
} as const;

/**
 * What can be booked of each hour (SL-1): the hour's places less those of vehicles under way without a slot, shared out
 * as the turns of the round are. The turns of empties and of "oldest" stay unbooked: somebody always comes without a slot.
 * Whole vehicles by a phase of the hour itself, never by what other hours leave over.
 */
export function slotCapacities(input: {
  /** From `slotHours`. */
  readonly hours: readonly ExactHour[];
  readonly ratio: Ratio;
  /** Vehicles without a slot whose live time is in that hour. */
  readonly takenIn: (hourStart: number) => number;
  /** Vehicles of a class that lever, calendar, agreement and neighbour let through in that hour; null: no limit of its own. */
  readonly limitOf: (slotClass: SlotClass, hourStart: number) => ClassLimit | null;
}): ClassCapacity[] {
  const turns = Object.values(input.ratio).reduce((sum, count) => sum + count, 0);
  const shareOf = (wanted: SlotClass) =>
    ORDER_CLASSES.filter((order) => BOOKED_AS[order] === wanted).reduce(
      (sum, order) => sum + (input.ratio[order] ?? 0),
      0,
    ) / turns;
  return input.hours.flatMap(({ hourStart, places, exact, limitedBy }) => {
    const phase = phaseOf(hourStart);
    const unbooked = Math.max(0, places - input.takenIn(hourStart));
    let share = 0;
    let given = 0;
    return SLOT_CLASSES.map((slotClass): ClassCapacity => {
      share += shareOf(slotClass);
      const upTo = Math.min(unbooked, Math.floor(exact * share + phase));
      const own = Math.max(0, upTo - given);
      given += own;
      const limit = input.limitOf(slotClass, hourStart);
      return limit !== null && limit.perHour < own
        ? { hourStart, class: slotClass, capacity: limit.perHour, limitedBy: NAMED[limit.by] }
        : { hourStart, class: slotClass, capacity: own, limitedBy };
    });
  });
}

/** The hour in which somebody who books this one would be called as things stand: the first that has room; null: none. */
export function liveHourOf(
  hours: readonly HourCapacity[],
  takenIn: (hourStart: number) => number,
  hourStart: number,
): number | null {
  const found = hours.find((hour) => hour.hourStart >= hourStart && hour.places > takenIn(hour.hourStart));
  return found?.hourStart ?? null;
}
