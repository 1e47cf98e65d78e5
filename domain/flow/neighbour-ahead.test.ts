import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourOf } from '../slot/slot';
import { slotOutlook } from '../slot/slot-outlook';
import { MINUTE, MORNING } from '../testing/build-events';
import { situation, standing } from '../testing/build-situation';
import { assumedPerHour } from './capacity';
import { decide } from './decide';
import {
  type AcceptanceInput,
  LEVELS,
  TOLD_FORGOTTEN_MS,
  TOLD_FRESH_MS,
  type ToldAcceptance,
} from './neighbour';
import { takenAhead } from './neighbour-ahead';

const HOUR = 60 * MINUTE;
const NOW = MORNING;
const { gateId } = situation();
const ASSUMED = assumedPerHour(gateId, 'export').neighbour;
const word = (vehiclesPerHour: number, over: Partial<ToldAcceptance> = {}): ToldAcceptance => ({
  level: 'person',
  vehiclesPerHour,
  validFrom: NOW - HOUR,
  validTo: null,
  at: NOW - HOUR,
  toldBy: 'x',
  channel: 'hotline',
  ...over,
});
const input = (told: readonly ToldAcceptance[], over: Partial<AcceptanceInput> = {}): AcceptanceInput => ({
  now: NOW,
  told,
  measured: null,
  assumedPerHour: ASSUMED,
  ...over,
});
const hour = (from: number) => ({ from, to: from + HOUR });
const takenIn = (known: AcceptanceInput, from: number) =>
  takenAhead(known, hour(from)).reduce((sum, each) => sum + (each.perHour * (each.to - each.from)) / HOUR, 0);

const aWord = fc.record({
  level: fc.constantFrom(...LEVELS),
  rate: fc.nat(80),
  age: fc.nat(13 * HOUR),
  begins: fc.integer({ min: -3 * HOUR, max: 40 * HOUR }),
  lasts: fc.option(fc.integer({ min: 10 * MINUTE, max: 30 * HOUR })),
  as: fc.constantFrom(undefined, undefined, 'closure' as const, 'hours' as const, 'agreement' as const),
});
const made = ({
  level,
  rate,
  age,
  begins,
  lasts,
  as,
}: typeof aWord extends fc.Arbitrary<infer T> ? T : never) =>
  word(as === 'closure' || as === 'hours' ? 0 : rate, {
    level,
    at: NOW - age,
    validFrom: NOW - age + Math.max(0, begins),
    validTo: lasts === null ? null : NOW - age + Math.max(0, begins) + lasts,
    ...(as === undefined ? {} : { as }),
  });
const measured = fc.option(
  fc.record({ vehicles: fc.integer({ min: 5, max: 60 }), queued: fc.boolean() }).map((seen) => ({
    ...seen,
    from: NOW - HOUR,
    to: NOW,
  })),
);
const AHEAD = fc.integer({ min: 0, max: 71 }).map((n) => hourOf(NOW) + (n + 1) * HOUR);

describe('FL hours to come', () => {
  test('FL-46 an hour wholly beyond the validity of a word does not depend on that word', () => {
    let beyond = 0;
    fc.assert(
      fc.property(fc.array(aWord, { maxLength: 5 }), aWord, measured, AHEAD, (others, one, seen, from) => {
        const told = others.map(made);
        const each = made(one);
        const isBeyond =
          each.validFrom >= from + HOUR ||
          (each.validTo ?? each.at + TOLD_FORGOTTEN_MS) <= from ||
          (each.validTo !== null && each.validTo <= from);
        if (!isBeyond) return;
        beyond += 1;
        const without = takenIn(input(told, { measured: seen }), from);
        expect(takenIn(input([...told, each], { measured: seen }), from)).toBeCloseTo(without, 9);
      }),
      { numRuns: 500 },
    );
    expect(beyond).toBeGreaterThan(50);
  });

  test('FL-46 an hour within the validity of a word never exceeds it, whatever is measured', () => {
    fc.assert(
      fc.property(fc.nat(80), fc.constantFrom(...LEVELS), measured, AHEAD, (rate, level, seen, from) => {
        const told = [word(rate, { level, at: NOW, validFrom: NOW, validTo: from + HOUR })];
        expect(takenIn(input(told, { measured: seen }), from)).toBeLessThanOrEqual(rate + 1e-9);
      }),
    );
  });

  test('FL-46 bounds are never exceeded in any hour that they hold for, whatever else is said', () => {
    fc.assert(
      fc.property(fc.array(aWord, { maxLength: 6 }), fc.nat(40), AHEAD, (others, quota, from) => {
        const bound = word(quota, { as: 'agreement', validTo: from + HOUR });
        expect(takenIn(input([...others.map(made), bound]), from)).toBeLessThanOrEqual(quota + 1e-9);
      }),
    );
  });

  test('FL-46 part of an hour is reckoned as that part; a word without an end fades as it ages', () => {
    const from = hourOf(NOW) + 2 * HOUR;
    const half = word(10, { validTo: from + HOUR / 2 });
    expect(takenIn(input([half]), from)).toBeCloseTo((10 + ASSUMED) / 2, 9);
    const unended = input([word(0, { at: NOW, validFrom: NOW })]);
    const rates = [1, 3, 6, 9, 11, 12].map((n) => takenIn(unended, NOW + n * HOUR));
    expect(rates.slice(0, 2)).toEqual([0, 0]);
    expect(rates.at(-1)).toBe(ASSUMED);
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
    expect(takenIn(unended, NOW + TOLD_FRESH_MS)).toBeGreaterThan(0);
  });

  test('FL-46 a machine that was just heard is taken at its word for the coming hours; its silence fades all of them alike', () => {
    const at = (ageMs: number) =>
      input([word(2, { level: 'machine', at: NOW - ageMs, validFrom: NOW - ageMs })]);
    expect([1, 3].map((n) => takenIn(at(0), NOW + n * HOUR))).toEqual([2, 2]);
    const silent = [1, 3].map((n) => takenIn(at(35 * MINUTE), NOW + (n - 1) * HOUR));
    expect(silent[0]).toBeGreaterThan(2);
    expect(takenIn(at(61 * MINUTE), NOW + HOUR)).toBe(ASSUMED);
  });

  test('FL-46 the slots of tomorrow and live times beyond a word do not shrink with it; those within it do', () => {
    const until = hourOf(NOW) + 4 * HOUR;
    const yard = Array.from({ length: 60 }, (_, n) => standing(n));
    const short = word(1, { validTo: until });
    const of = (told: readonly ToldAcceptance[]) => slotOutlook(situation({ told }));
    const [before, after] = [of([]), of([short])];
    const at = (outlook: typeof before, test: (hourStart: number) => boolean) =>
      outlook.capacities.filter(({ hourStart }) => test(hourStart));
    expect(at(after, (start) => start >= until)).toEqual(at(before, (start) => start >= until));
    const within = (outlook: typeof before) =>
      at(outlook, (start) => start < until).reduce((sum, { capacity }) => sum + capacity, 0);
    expect(within(after)).toBeLessThan(within(before) / 2);
    const live = decide(situation({ standing: yard, told: [short] })).live;
    const last = Math.max(...live.liveAt.values());
    expect(live.beyond).toEqual([]);
    expect(last).toBeGreaterThan(until);
    expect(last).toBeLessThan(until + (60 / ASSUMED + 2) * HOUR);
  });
});
