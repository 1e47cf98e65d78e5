import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assessment, BillKind } from './assess';
import { type Bill, balancesOf, isSettled, type Movement } from './balance';

const assessed = (amounts: Partial<Record<BillKind, number>>): Assessment => {
  const bills = Object.entries(amounts).map(([kind, total]) => ({
    kind: kind as BillKind,
    lines: [],
    total,
  }));
  return { tariff: 't', bills, total: bills.reduce((sum, { total }) => sum + total, 0) };
};
const bill = (over: Partial<Bill> = {}): Bill => ({
  id: 'a',
  kind: 'infrastructure',
  reference: 'LSH',
  amount: 390_000,
  isVoid: false,
  ...over,
});
const money = (amount: number, kind: BillKind = 'infrastructure'): Movement => ({ kind, amount });

describe('FE balances', () => {
  test('FE-9 nothing paid, part paid, paid, too much paid', () => {
    const due = assessed({ infrastructure: 390_000 });
    const standing = (...movements: Movement[]) => {
      const [one] = balancesOf(due, [bill()], movements);
      return [one?.open, one?.excess, one?.bill?.id ?? null, one?.stale.length];
    };
    expect(standing()).toEqual([390_000, 0, 'a', 0]);
    expect(standing(money(90_000))).toEqual([300_000, 0, null, 1]);
    expect(standing(money(390_000))).toEqual([0, 0, null, 1]);
    expect(standing(money(400_000))).toEqual([0, 10_000, null, 1]);
    expect(standing(money(400_000), money(-10_000))).toEqual([0, 0, null, 1]);
  });

  test('FE-9 a trip that is assessed anew owes, or gets back, the difference', () => {
    const paid = [money(390_000)];
    const [more] = balancesOf(assessed({ infrastructure: 1_040_000 }), [bill()], paid);
    expect([more?.open, more?.excess]).toEqual([650_000, 0]);
    const [less] = balancesOf(assessed({ infrastructure: 90_000, transshipment: 600_000 }), [bill()], paid);
    expect([less?.open, less?.excess]).toEqual([0, 300_000]);
    const [none] = balancesOf(null, [bill()], paid);
    expect([none?.due, none?.excess]).toEqual([0, 390_000]);
    expect(balancesOf(null, [], [])).toEqual([]);
  });

  test('FE-9 each kind is settled by its own money only', () => {
    const both = assessed({ infrastructure: 90_000, transshipment: 600_000 });
    const balances = balancesOf(both, [], [money(600_000, 'transshipment')]);
    expect([isSettled(balances, 'transshipment'), isSettled(balances, 'infrastructure')]).toEqual([
      true,
      false,
    ]);
    expect(isSettled(balancesOf(null, [], []), 'infrastructure')).toBe(false);
  });

  test('FE-9 what is open, paid and due always add up, whatever came in', () => {
    fc.assert(
      fc.property(
        fc.nat(5_000_000),
        fc.array(fc.integer({ min: -500_000, max: 2_000_000 }), { maxLength: 6 }),
        (due, amounts) => {
          const [one] = balancesOf(
            assessed({ infrastructure: due }),
            [],
            amounts.map((each) => money(each)),
          );
          if (one === undefined) throw new Error('no balance');
          expect(one.paid + one.open - one.excess).toBe(one.due);
          expect(Math.min(one.open, one.excess)).toBe(0);
        },
      ),
    );
  });
});
