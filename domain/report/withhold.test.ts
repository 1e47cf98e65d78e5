import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTellable, SMALLEST_TOLD, tellTotal, withholdSmall } from './withhold';

test('RP-17 small counts are not told, and cannot be told from the total', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 8 }), (counts) => {
      const told = withholdSmall(counts);
      const total = counts.reduce((sum, count) => sum + count, 0);
      told.forEach((count, at) => {
        if (count !== null) expect(count === 0 || count >= SMALLEST_TOLD).toBe(true);
        if (count !== null) expect(count).toBe(counts[at]);
      });
      const hidden = told.filter((count) => count === null).length;
      if (hidden === 0 || tellTotal(total) === null) return;
      // What is hidden is more than one count, and together more than a handful.
      const rest = total - told.reduce<number>((sum, count) => sum + (count ?? 0), 0);
      expect(hidden).toBeGreaterThan(1);
      expect(rest).toBeGreaterThanOrEqual(SMALLEST_TOLD);
    }),
  );
});

test('RP-17 large counts and zeros are told as they are', () => {
  expect(withholdSmall([0, 12, 7])).toEqual([0, 12, 7]);
  expect(withholdSmall([3, 12, 7])).toEqual([null, 12, null]);
  expect(withholdSmall([3, 0])).toEqual([null, 0]);
  expect([tellTotal(0), tellTotal(3), tellTotal(5)]).toEqual([0, null, 5]);
  expect([isTellable(4), isTellable(5)]).toEqual([false, true]);
});
