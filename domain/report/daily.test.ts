import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GATES } from '../gate/gates';
import { gateIdSchema } from '../shared/identity';
import { DIRECTIONS, GOODS_CLASSES } from '../shared/vocabulary';
import { CARGOES, cargoOf, compareDays, type DayCounts, dailyFigures, sumGates } from './daily';

const NOTHING: DayCounts = { passed: [], redirected: [], turnedBack: [], stock: [], notRegistered: [] };
const counts = fc.record({
  passed: fc.array(
    fc.record({
      direction: fc.constantFrom(...DIRECTIONS),
      cargo: fc.constantFrom(...CARGOES),
      count: fc.nat(2000),
    }),
  ),
  redirected: fc.array(
    fc.record({
      direction: fc.constantFrom(...DIRECTIONS),
      to: fc.constantFrom(...GATES.map(({ code }) => code)),
      count: fc.nat(50),
    }),
  ),
  turnedBack: fc.array(fc.record({ direction: fc.constantFrom(...DIRECTIONS), count: fc.nat(50) })),
  stock: fc.array(
    fc.record({
      direction: fc.constantFrom(...DIRECTIONS),
      class: fc.constantFrom(...GOODS_CLASSES),
      count: fc.nat(900),
    }),
  ),
  notRegistered: fc.array(fc.record({ direction: fc.constantFrom(...DIRECTIONS), count: fc.nat(900) })),
});

describe('RP daily report', () => {
  test.each([
    ['durian', { kind: 'loaded', class: 'perishable', hsCode: '0810.60' }, 'fruit'],
    ['mango, a heading without a point', { kind: 'loaded', class: 'perishable', hsCode: '0804' }, 'fruit'],
    ['frozen fish', { kind: 'loaded', class: 'perishable', hsCode: '0303.55' }, 'other'],
    ['fresh vegetables', { kind: 'loaded', class: 'perishable', hsCode: '0704' }, 'other'],
    ['fresh goods without an HS code', { kind: 'loaded', class: 'perishable', hsCode: null }, 'fruit'],
    ['dried fruit', { kind: 'loaded', class: 'ordinary', hsCode: '0813' }, 'other'],
    ['a driven new car', { kind: 'new-vehicle', class: 'new-vehicle', hsCode: '8703' }, 'new-vehicle'],
    ['a lorry without a load', { kind: 'empty', class: 'empty', hsCode: null }, 'empty'],
  ] as const)('RP-2 %s counts as it does in the province’s report', (_, load, cargo) => {
    expect(cargoOf(load)).toBe(cargo);
  });

  test('RP-2 the published day of 29 August 2024: 1,429 vehicles, 400 out (308 fruit), 1,029 in (91 new)', () => {
    const figures = dailyFigures({
      ...NOTHING,
      passed: [
        { direction: 'export', cargo: 'fruit', count: 308 },
        { direction: 'export', cargo: 'other', count: 92 },
        { direction: 'import', cargo: 'other', count: 938 },
        { direction: 'import', cargo: 'new-vehicle', count: 91 },
        { direction: 'import', cargo: 'empty', count: 40 },
      ],
    });
    expect(figures).toMatchObject({
      total: 1429,
      export: 400,
      'export-fruit': 308,
      import: 1029,
      'import-new-vehicle': 91,
      empty: 40,
    });
  });

  test('RP-6 every total is the sum of its parts, and the province that of its gates', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 5 }), (gates) => {
        const each = gates.map(dailyFigures);
        for (const figures of each) {
          expect(figures.total).toBe(figures.export + figures.import);
          expect(figures.export).toBe(figures['export-fruit'] + figures['export-other']);
          expect(figures.import).toBe(figures['import-cargo'] + figures['import-new-vehicle']);
          expect(figures.stock).toBe(figures['stock-export'] + figures['stock-import']);
          expect(figures['not-registered']).toBe(
            figures['not-registered-export'] + figures['not-registered-import'],
          );
        }
        const [sum] = sumGates(gates.map((day) => [day]));
        const total = dailyFigures(sum ?? NOTHING);
        for (const figure of Object.keys(total) as (keyof typeof total)[])
          expect(total[figure]).toBe(each.reduce((all, one) => all + one[figure], 0));
      }),
    );
  });

  test('RP-3 a vehicle turned to another gate is neither passed nor turned back', () => {
    const figures = dailyFigures({
      ...NOTHING,
      redirected: [{ direction: 'export', to: gateIdSchema.parse('TT'), count: 3 }],
      turnedBack: [{ direction: 'export', count: 2 }],
    });
    expect(figures).toMatchObject({ total: 0, redirected: 3, 'turned-back': 2 });
  });

  test('RP-5 days that are not on record are left out of the mean and are no zero', () => {
    const day = (count: number): DayCounts => ({
      ...NOTHING,
      passed: [{ direction: 'export', cargo: 'other', count }],
    });
    const { figures, meanDays, trend } = compareDays([day(10), day(4), null, day(8), null, null, null, null]);
    expect(figures.total).toEqual({ value: 10, previous: 4, mean: 6 });
    expect(meanDays).toBe(2);
    expect(trend).toHaveLength(8);
    expect(trend.at(-1)).toEqual({ export: 10, import: 0 });
    expect(trend[0]).toEqual({ export: null, import: null });
    const alone = compareDays([day(10), ...Array.from({ length: 7 }, () => null)]);
    expect(alone.figures.total).toEqual({ value: 10, previous: null, mean: null });
  });
});
