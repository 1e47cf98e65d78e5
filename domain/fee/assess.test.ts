import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assessFee, type FeeCase } from './assess';
import { FEE_GOODS, FEE_VEHICLES, TARIFFS, tariffAt, tariffSchema } from './tariff';
import { feeVehicleOf } from './vehicle-class';

const [TARIFF] = TARIFFS;
if (TARIFF === undefined) throw new Error('no tariff');
const trip = (over: Partial<FeeCase> = {}): FeeCase => ({
  direction: 'import',
  vehicle: { plate: '12C-123.45', class: '4-10t' },
  goods: ['ordinary'],
  hasOre: false,
  onward: 'inland',
  receivers: [],
  ...over,
});
const lorry = (plate: string) => ({ plate, class: '4-10t' as const });
const totals = (over: Partial<FeeCase>) =>
  assessFee(TARIFF, trip(over)).bills.map(({ kind, total }) => [kind, total]);

describe('FE published cases', () => {
  test('FE-2 an import into the country pays 130 percent of its rate', () => {
    expect(totals({})).toEqual([['infrastructure', 390_000]]);
  });

  test('FE-3 what only changes lorries in the yard pays 30 percent, and each receiving lorry its own bill', () => {
    expect(totals({ onward: 'yard-only', receivers: [lorry('29H-1'), lorry('29H-2')] })).toEqual([
      ['infrastructure', 90_000],
      ['transshipment', 600_000],
    ]);
  });

  test('FE-4 an export pays its rate: small fresh loads less, ore five times', () => {
    const out = (over: Partial<FeeCase>) => totals({ direction: 'export', ...over })[0]?.[1];
    const vehicle = (of: FeeCase['vehicle']['class']) => ({ plate: 'X', class: of });
    expect(out({ vehicle: vehicle('under-2t'), goods: ['fresh-export'] })).toBe(100_000);
    expect(out({ vehicle: vehicle('from-18t') })).toBe(800_000);
    expect(out({ vehicle: vehicle('from-18t'), hasOre: true })).toBe(4_000_000);
    expect(out({ vehicle: vehicle('from-18t'), goods: ['temporary-agri'] })).toBe(4_000_000);
  });

  test('FE-5 mixed goods pay the highest rate among them, and no vehicle more than the most', () => {
    const mixed = assessFee(
      TARIFF,
      trip({
        direction: 'export',
        vehicle: { plate: 'X', class: 'from-18t' },
        goods: ['ordinary', 'temporary-other', 'temporary-agri'],
        hasOre: true,
      }),
    ).bills[0]?.lines[0];
    expect(mixed).toMatchObject({
      goods: 'temporary-other',
      rate: 5_000_000,
      amount: 5_000_000,
      isCapped: true,
    });
  });

  test('FE-6 a figure that nobody published is said to be assumed', () => {
    const of = (vehicle: FeeCase['vehicle']['class']) =>
      assessFee(TARIFF, trip({ vehicle: { plate: 'X', class: vehicle } })).bills[0]?.lines[0]?.isAssumed;
    expect(FEE_VEHICLES.map(of)).toEqual([true, true, false, true, false]);
  });
});

describe('FE properties', () => {
  const anyCase = fc.record({
    direction: fc.constantFrom('export' as const, 'import' as const),
    vehicle: fc.record({ plate: fc.constant('X'), class: fc.constantFrom(...FEE_VEHICLES) }),
    goods: fc.array(fc.constantFrom(...FEE_GOODS), { maxLength: 4 }),
    hasOre: fc.boolean(),
    onward: fc.constantFrom('inland' as const, 'yard-only' as const),
    receivers: fc.array(fc.record({ plate: fc.constant('Y'), class: fc.constantFrom(...FEE_VEHICLES) }), {
      maxLength: 4,
    }),
  });

  test('FE-5 more goods, a heavier vehicle or one more receiver never cost less; bills add up to the total', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom(...FEE_GOODS), (given, goods) => {
        const total = (each: FeeCase) => assessFee(TARIFF, each).total;
        const { bills } = assessFee(TARIFF, given);
        expect(total(given)).toBe(
          bills.flatMap(({ lines }) => lines).reduce((all, { amount }) => all + amount, 0),
        );
        for (const { lines } of bills)
          for (const { amount } of lines) {
            expect(Number.isInteger(amount)).toBe(true);
            expect(amount).toBeLessThanOrEqual(TARIFF.mostPerVehicle);
          }
        if (given.goods.length > 0)
          expect(total({ ...given, goods: [...given.goods, goods] })).toBeGreaterThanOrEqual(total(given));
        const onlyOrdinary = { ...given, goods: ['ordinary' as const] };
        const heavier = { ...onlyOrdinary, vehicle: { plate: 'X', class: 'from-18t' as const } };
        expect(total(heavier)).toBeGreaterThanOrEqual(total(onlyOrdinary));
      }),
    );
  });

  test('FE-1 the tariff of the day counts, from midnight to midnight at home; of two the later', () => {
    const at = (instant: string, tariffs = TARIFFS) => tariffAt(tariffs, Date.parse(instant))?.id ?? null;
    expect(at('2025-05-07T23:59:59+07:00')).toBeNull();
    expect(at('2025-05-08T00:00:00+07:00')).toBe('NQ-09-2025');
    const later = { ...TARIFF, id: 'later', from: '2027-01-01' };
    expect(at('2026-12-31T23:59:59+07:00', [later, TARIFF])).toBe('NQ-09-2025');
    expect(at('2027-01-01T00:00:00+07:00', [later, TARIFF])).toBe('later');
    expect(tariffSchema.safeParse({ ...TARIFF, rates: TARIFF.rates.slice(1) }).success).toBe(false);
    expect(tariffSchema.safeParse({ ...TARIFF, rates: [...TARIFF.rates, TARIFF.rates[0]] }).success).toBe(
      false,
    );
    expect(tariffSchema.safeParse({ ...TARIFF, to: '2025-01-01' }).success).toBe(false);
  });

  test('FE-7 the class follows weight and container', () => {
    const classes = [1_999, 2_000, 3_999, 4_000, 9_999, 10_000, 17_999, 18_000].map((kg) =>
      feeVehicleOf(kg, null),
    );
    expect(classes).toEqual(['under-2t', '2-4t', '2-4t', '4-10t', '4-10t', '10-18t', '10-18t', 'from-18t']);
    expect([feeVehicleOf(500, '45R1'), feeVehicleOf(500, '22G1'), feeVehicleOf(20_000, '22G1')]).toEqual([
      'from-18t',
      '10-18t',
      'from-18t',
    ]);
    expect([feeVehicleOf(null, null), feeVehicleOf(null, '22G1')]).toEqual(['from-18t', '10-18t']);
  });
});
