import { expect, test } from 'vitest';
import { pathOf, sparkPoints } from './spark-points';

test('the oldest value stands left, the largest at the top', () => {
  expect(sparkPoints([0, 5, 10], 10, 200, 40)).toEqual([
    { x: 0, y: 40 },
    { x: 100, y: 20 },
    { x: 200, y: 0 },
  ]);
});

test('one value or none draws without dividing by zero', () => {
  expect(sparkPoints([3], 0, 200, 40)).toEqual([{ x: 0, y: 40 }]);
  expect(pathOf(sparkPoints([], 10, 200, 40))).toBe('');
});

test('the path begins with a move and goes on with lines', () => {
  expect(pathOf(sparkPoints([0, 10], 10, 100, 10))).toBe('M0.0 10.0L100.0 0.0');
});
