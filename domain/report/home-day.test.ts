import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  dayOf,
  dayPeriod,
  dayStart,
  homeDayStart,
  homeHour,
  reportDaySchema,
  stockMoment,
} from './home-day';

const day = (text: string) => reportDaySchema.parse(text);
const HOUR = 3_600_000;

test('RP-1 a day runs from midnight to midnight in Hà Nội, and midnight belongs to the day it begins', () => {
  const midnight = Date.UTC(2026, 10, 25, 17);
  expect(dayOf(midnight - 1)).toBe('2026-11-25');
  expect(dayOf(midnight)).toBe('2026-11-26');
  expect(dayStart(day('2026-11-26'))).toBe(midnight);
  expect(homeHour(midnight)).toBe(0);
  expect(homeHour(midnight - 1)).toBe(23);
  expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01');
  expect(addDays(day('2028-03-01'), -1)).toBe('2028-02-29');
});

test('RP-1 every moment lies in the day it is said to lie in, whatever was asked before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }), { minLength: 1, maxLength: 20 }),
      (moments) => {
        for (const at of moments) {
          const start = homeDayStart(at);
          expect(start).toBeLessThanOrEqual(at);
          expect(at - start).toBeLessThan(24 * HOUR);
          expect(dayStart(dayOf(at))).toBe(start);
          expect(dayStart(addDays(dayOf(at), 1))).toBe(start + 24 * HOUR);
        }
      },
    ),
  );
});

test('RP-1 today is counted up to now, a past day whole, a day to come not at all', () => {
  const today = day('2026-11-26');
  const now = dayStart(today) + 9 * HOUR;
  expect(dayPeriod(today, now)).toEqual({ from: dayStart(today), until: now, isSoFar: true });
  expect(dayPeriod(addDays(today, -1), now)).toEqual({
    from: dayStart(today) - 24 * HOUR,
    until: dayStart(today),
    isSoFar: false,
  });
  const tomorrow = dayPeriod(addDays(today, 1), now);
  expect(tomorrow.until).toBe(tomorrow.from);
});

test('RP-4 the stock is that of 20:00, or of now when that is earlier', () => {
  const today = day('2026-11-26');
  expect(stockMoment(today, dayStart(today) + 9 * HOUR)).toBe(dayStart(today) + 9 * HOUR);
  expect(stockMoment(today, dayStart(today) + 23 * HOUR)).toBe(dayStart(today) + 20 * HOUR);
  expect(stockMoment(addDays(today, -3), dayStart(today))).toBe(dayStart(addDays(today, -3)) + 20 * HOUR);
});
