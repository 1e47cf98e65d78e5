import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayStart, homeHour, reportDaySchema } from './home-day';
import { dayTold, isWorthSending, nextDue, pauseAfter } from './subscription';

const T = dayStart(reportDaySchema.parse('2026-11-26'));
const HOUR = 3_600_000;

test('RP-16 a mail is due at its hour of Hà Nội, within a day and never now', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: T, max: T + 100 * HOUR }), (hour, now) => {
      const due = nextDue(hour, now);
      expect(homeHour(due)).toBe(hour);
      expect(due).toBeGreaterThan(now);
      expect(due - now).toBeLessThanOrEqual(24 * HOUR);
    }),
  );
  expect(nextDue(20, T + 20 * HOUR)).toBe(T + 44 * HOUR);
});

test('RP-16 from 20:00 on it tells of the same day, before of the day before', () => {
  expect(dayTold(20, T + 20 * HOUR)).toBe('2026-11-26');
  expect(dayTold(19, T + 19 * HOUR)).toBe('2026-11-25');
  expect(dayTold(0, T)).toBe('2026-11-25');
});

test('RP-16 a pause grows to an hour, and what is a day late is not sent', () => {
  expect([1, 2, 3, 7, 12].map((tries) => pauseAfter(tries, 0.5) / 60_000)).toEqual([1, 2, 4, 60, 60]);
  expect(pauseAfter(1, 0)).toBeLessThan(pauseAfter(1, 1));
  expect(isWorthSending(T, T + 23 * HOUR)).toBe(true);
  expect(isWorthSending(T, T + 24 * HOUR)).toBe(false);
});
