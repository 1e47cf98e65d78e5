import { expect, test } from 'vitest';
import { borderLine, borderPoints, rowTop } from './border-points';

test('gates stand from left to right above their names, neighbours on different rows, the line goes from edge to edge', () => {
  const points = borderPoints(8);
  expect(points).toHaveLength(8);
  for (const [at, point] of points.entries()) {
    const next = points[at + 1];
    if (next !== undefined) {
      expect(next.x).toBeGreaterThan(point.x);
      expect(next.row).not.toBe(point.row);
    }
    expect(point.y).toBeLessThan(rowTop(0));
    expect(point.y).toBeGreaterThan(0);
  }
  const line = borderLine(points);
  expect([line[0]?.x, line.at(-1)?.x]).toEqual([0, 100]);
});

test('one gate or none is drawn too', () => {
  expect(borderPoints(1)).toHaveLength(1);
  expect(borderLine(borderPoints(0))).toEqual([]);
});
