import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goodsClassOf } from '../declaration/goods';
import type { CrossingKind } from '../shared/vocabulary';
import type { GoodsLine } from '../sync/declared-details';
import { assessFee } from './assess';
import { feeCaseOf, type Receiver } from './fee-case';
import { TARIFFS } from './tariff';

const [TARIFF] = TARIFFS;
if (TARIFF === undefined) throw new Error('no tariff');

const line = (over: Partial<GoodsLine> = {}): GoodsLine => ({
  name: 'Hàng tạp hoá',
  hsCode: null,
  grossWeightKg: 1_000,
  customsDeclaration: null,
  regime: null,
  firm: null,
  origin: null,
  quantity: null,
  value: null,
  ...over,
});
const LYCHEES = line({ name: 'Vải thiều tươi', hsCode: '0810.90', grossWeightKg: 1_500, regime: 'B11' });
const COPPER_ORE = line({ name: 'Tinh quặng đồng', hsCode: '2603', grossWeightKg: 15_000, regime: 'B11' });

/** A vehicle with these lines of goods, the first of them the declaration's own. */
function declaredOf(kind: CrossingKind, [first = line(), ...further]: readonly GoodsLine[]) {
  const { name, hsCode, grossWeightKg, regime } = first;
  const details = { number: '2211202600001', part: 1, parts: 1, goods: further };
  return {
    kind,
    regime,
    binding: { plate: '12C-1', trailer: null, container: null, seal: null, customsDeclaration: null },
    goods: { class: goodsClassOf(first, kind), name, hsCode, grossWeightKg },
    ...(further.length === 0 ? {} : { details }),
  };
}
const exportOf = (lines: readonly GoodsLine[]) => feeCaseOf(declaredOf('loaded', lines), 'export', []);
const feeOf = (lines: readonly GoodsLine[]) => {
  const trip = exportOf(lines);
  return trip === null ? null : assessFee(TARIFF, trip).total;
};
const changesLorries = (load: GoodsLine, receivers: readonly Receiver[]) =>
  feeCaseOf(declaredOf('transshipment', [load]), 'import', receivers);

describe('FE-8 what is declared', () => {
  test('FE-8 decides: fresh exports, ore, goods that only pass through, lorries that are empty', () => {
    const fresh = line({ hsCode: '0810' });
    expect(exportOf([fresh])?.goods).toEqual(['fresh-export']);
    expect(feeCaseOf(declaredOf('loaded', [fresh]), 'import', [])?.goods).toEqual(['ordinary']);
    expect(exportOf([{ ...fresh, regime: 'G21' }])?.goods).toEqual(['temporary-agri']);
    expect(exportOf([line({ regime: 'G23' })])?.goods).toEqual(['temporary-other']);
    expect(exportOf([line({ regime: 'B11' })])?.goods).toEqual(['ordinary']);
    const ores = ['26011100', '2617', '2618', '0803'].map((hsCode) => exportOf([line({ hsCode })])?.hasOre);
    expect(ores).toEqual([true, true, false, false]);
    expect(feeCaseOf(declaredOf('empty', []), 'export', [])).toBeNull();
  });

  test('FE-8 counts in every line: lychees with copper concentrate beside them pay for both weights and for ore', () => {
    expect(exportOf([LYCHEES, COPPER_ORE])).toMatchObject({
      vehicle: { class: '10-18t' },
      goods: ['fresh-export', 'ordinary'],
      hasOre: true,
    });
    expect(feeOf([LYCHEES, COPPER_ORE])).toBe(2_500_000);
    expect(feeOf([LYCHEES])).toBe(100_000);
  });

  test('FE-8 counts in every line: one that only passes through has its rate, and where it names no regime it has the first one’s', () => {
    const heavy = line({ grossWeightKg: 12_000, regime: 'B11' });
    const rice = line({ name: 'Gạo', hsCode: '1006', grossWeightKg: 8_000 });
    expect(feeOf([heavy, { ...rice, regime: 'G21' }])).toBe(5_000_000);
    expect(exportOf([heavy, { ...LYCHEES, regime: 'G21' }])?.goods).toEqual(['ordinary', 'temporary-agri']);
    expect(exportOf([{ ...heavy, regime: 'G21' }, rice])?.goods).toEqual([
      'temporary-other',
      'temporary-other',
    ]);
  });

  test('FE-8 FE-7 a line whose weight nobody has said makes the vehicle the heaviest', () => {
    for (const lines of [
      [LYCHEES, line({ grossWeightKg: null })],
      [line({ grossWeightKg: null }), LYCHEES],
    ])
      expect(exportOf(lines)?.vehicle.class).toBe('from-18t');
  });

  test('FE-8 FE-5 the order of the lines changes nothing, and a line more is never cheaper', () => {
    const anyLine = fc
      .record({
        hsCode: fc.constantFrom('0810.90', '2603', '1006', '8471', null),
        name: fc.constantFrom('Vải thiều tươi', 'Tinh quặng đồng', 'x'),
        grossWeightKg: fc.option(fc.nat({ max: 20_000 }), { nil: null }),
        regime: fc.constantFrom('B11', 'G21', 'G23'),
      })
      .map(line);
    const lines = fc.array(anyLine, { minLength: 1, maxLength: 6 });
    const shuffled = lines.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, anyLine, ([one, other], more) => {
        expect(feeOf(other)).toBe(feeOf(one));
        expect(feeOf([...one, more]) ?? 0).toBeGreaterThanOrEqual(feeOf(one) ?? 0);
      }),
    );
  });
});

describe('FE-8 what is paired', () => {
  const load = (grossWeightKg: number | null) => line({ grossWeightKg, hsCode: '6006.32', regime: 'A11' });

  test('FE-8 FE-3 eight tonnes that two lorries take over, of which nobody has said how they share them, pay the published case', () => {
    const trip = changesLorries(load(8_000), [
      { plate: '29H-1', cargoKg: null },
      { plate: '29H-2', cargoKg: null },
    ]);
    if (trip === null) throw new Error('pays nothing');
    expect(assessFee(TARIFF, trip).bills.map(({ kind, total }) => [kind, total])).toEqual([
      ['infrastructure', 90_000],
      ['transshipment', 600_000],
    ]);
  });

  test('FE-8 a lorry that has said its share pays by it; where not even the load has a weight, as the heaviest', () => {
    const receivers = [
      { plate: 'A', cargoKg: 9_000 },
      { plate: 'B', cargoKg: null },
    ];
    const classesOf = (kg: number | null) =>
      changesLorries(load(kg), receivers)?.receivers.map((each) => each.class);
    expect(classesOf(12_000)).toEqual(['4-10t', '10-18t']);
    expect(classesOf(null)).toEqual(['4-10t', 'from-18t']);
    expect(changesLorries(load(12_000), receivers)?.onward).toBe('yard-only');
  });
});
