import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourCapacities } from '../flow/hour-capacity';
import { defaultRatio } from '../flow/ratios';
import { MORNING } from '../testing/build-events';
import { situation } from '../testing/build-situation';
import { releasedOf } from './release-schedule';
import { HOUR_MS, hourOf, SLOT_CLASSES } from './slot';
import { slotCapacities, slotHours } from './slot-capacity';
import { slotOutlook } from './slot-outlook';

const DAY_MS = 24 * HOUR_MS;
const DAY = MORNING - (MORNING % DAY_MS);
/** Seldom a whole number, and often small: there a vehicle more or less is most. */
const rates = fc.double({ min: 0.1, max: 40, noNaN: true });
const open = [{ from: DAY - 400 * DAY_MS, to: DAY + 400 * DAY_MS }];
const capacities = (rate: number, from: number, hours: number) =>
  slotCapacities({
    hours: slotHours(
      hourCapacities({
        from,
        hours,
        open,
        rates: () => ({ gate: rate, yard: null, neighbour: rate }),
      }),
      0,
    ),
    ratio: defaultRatio('export'),
    takenIn: () => 0,
    limitOf: () => null,
  });

describe('SL-1 fractions of a vehicle', () => {
  test('SL-1 whenever it is looked at, an hour has the same places, and a release gives out the same of it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 12, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 12 * 60 }), { minLength: 2, maxLength: 5 }),
        (vehiclesPerHour, ahead, minutes) => {
          const base = situation();
          const lanes = base.content.lanes.map((lane) => ({ ...lane, vehiclesPerHour }));
          const hourStart = hourOf(MORNING) + (12 + ahead) * HOUR_MS;
          const seen = minutes.map((minute) => {
            const now = hourOf(MORNING) + minute * 60_000;
            const { capacities: all } = slotOutlook(situation({ now, content: { ...base.content, lanes } }));
            return all
              .filter((each) => each.hourStart === hourStart)
              .map((each) => [each.class, each.capacity, releasedOf(each.capacity, hourStart, hourStart)]);
          });
          for (const each of seen) expect(each).toEqual(seen[0]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('SL-1 over a day no class gets more than one vehicle beyond its exact share', () => {
    const ratio = defaultRatio('export');
    const turns = Object.values(ratio).reduce((sum, count) => sum + count, 0);
    const shareOf = { perishable: 9 / turns, other: 6 / turns };
    fc.assert(
      fc.property(rates, fc.integer({ min: -300, max: 300 }), (rate, day) => {
        const all = capacities(rate, DAY + day * DAY_MS, 24);
        for (const slotClass of SLOT_CLASSES) {
          const sum = all
            .filter((each) => each.class === slotClass)
            .reduce((total, { capacity }) => total + capacity, 0);
          const exact = 24 * rate * shareOf[slotClass];
          expect(sum).toBeLessThanOrEqual(exact + 1 + 1e-6);
          expect(sum).toBeGreaterThanOrEqual(exact - 1 - 1e-6);
        }
      }),
    );
  });

  test('SL-1 those who are under way take whole places of the first hours and nothing of the later ones', () => {
    const hours = hourCapacities({
      from: DAY,
      hours: 6,
      open,
      rates: () => ({ gate: 4, yard: null, neighbour: 4 }),
    });
    expect(slotHours(hours, 6).map(({ places, exact }) => [places, exact])).toEqual([
      [0, 0],
      [2, 2],
      [4, 4],
      [4, 4],
      [4, 4],
      [4, 4],
    ]);
  });
});
