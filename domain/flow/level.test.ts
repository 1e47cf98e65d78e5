import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import table from '../gate/gates.json' with { type: 'json' };
import type { GOODS_CLASSES } from '../shared/vocabulary';
import { FLOW_LEVELS, flowLevel } from './level';
import { percentile, waitsByClass } from './waits';

const ofGate = (standing: number, capacity: number | null) => flowLevel({ kind: 'gate', standing, capacity });

describe('FL levels and waits', () => {
  test('FL-7 the province by the national map’s steps, a gate by its share of its own places', () => {
    for (const [waiting, level] of [
      [0, 'green'],
      [499, 'green'],
      [500, 'yellow'],
      [1000, 'orange'],
      [4999, 'orange'],
      [5000, 'red'],
    ] as const)
      expect(flowLevel({ kind: 'province', waiting })).toBe(level);
    expect([0, 224, 225, 338, 450, 900].map((standing) => ofGate(standing, 450))).toEqual([
      'green',
      'green',
      'yellow',
      'orange',
      'red',
      'red',
    ]);
    expect(ofGate(10, null)).toBeNull();
    const rows = [...table.levels.province, ...table.levels.gate];
    expect(rows.map(({ level }) => level)).toEqual([...FLOW_LEVELS, ...FLOW_LEVELS]);
    for (const { below } of rows) expect(below === null || below > 0).toBe(true);
    expect(ofGate(10, 0)).toBeNull();
  });

  test('FL-8 percentiles are interpolated and stay within the values', () => {
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(percentile([10, 20, 30, 40, 50], 0.9)).toBe(46);
    expect(percentile([], 0.5)).toBeNull();
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, share) => {
          const sorted = list.toSorted((a, b) => a - b);
          const value = percentile(sorted, share) ?? -1;
          expect(value).toBeGreaterThanOrEqual(sorted[0] ?? 0);
          expect(value).toBeLessThanOrEqual(sorted.at(-1) ?? 0);
        },
      ),
    );
  });

  test('FL-8 waits by class, the class with most vehicles first, two clocks’ nonsense left out', () => {
    const wait = (goods: (typeof GOODS_CLASSES)[number], ms: number) => ({
      class: goods,
      arrivedAt: 1000,
      leftAt: 1000 + ms,
    });
    const waits = waitsByClass([
      wait('ordinary', 300),
      wait('perishable', 100),
      wait('ordinary', 100),
      wait('ordinary', -5),
      wait('ordinary', 200),
    ]);
    expect(waits).toEqual([
      { class: 'ordinary', medianMs: 200, p90Ms: 280, count: 3 },
      { class: 'perishable', medianMs: 100, p90Ms: 100, count: 1 },
    ]);
  });
});
