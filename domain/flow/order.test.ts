import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import type { GoodsClass } from '../shared/vocabulary';
import { crossingNo } from '../testing/build-events';
import { countInversions, type Entry, inversionsOf, outOfTurn } from './inversions';
import { leverLimit, leverSchema } from './levers';
import { type Allocation, allocate, SPOILS_SOON_MS, type Waiting, whyBefore } from './order';
import { goodsOf, ORDER_CLASSES, orderClassOf, ratioSchema, roundOf, type Turn } from './order-class';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 2);
const UKRAINE = roundOf({ 'perishable-trusted': 1, perishable: 1, trusted: 1, ordinary: 5, oldest: 1 });
const free = () => null;
const truck = (n: number, over: Partial<Waiting> = {}): Waiting => ({
  crossingId: crossingNo(n),
  plate: `51C-${String(10_000 + n)}`,
  class: 'ordinary',
  placeAt: NOW - HOUR + n * 1000,
  clearedAt: NOW - HOUR,
  spoilsAt: null,
  ...over,
});
const call = (
  waiting: readonly Waiting[],
  count: number,
  over: { round?: readonly Turn[]; position?: number; limitOf?: (goods: GoodsClass) => number | null } = {},
) => allocate({ at: NOW, waiting, round: UKRAINE, position: 0, limitOf: free, ...over }, count);
const ids = (allocations: readonly Allocation[]) => allocations.map(({ crossingId }) => crossingId);
const waitingArbitrary = fc
  .array(
    fc.record({
      class: fc.constantFrom(...ORDER_CLASSES),
      placeAt: fc.integer({ min: NOW - 50 * HOUR, max: NOW }),
      clearedAt: fc.option(fc.integer({ min: NOW - HOUR, max: NOW + HOUR })),
      spoilsAt: fc.option(fc.integer({ min: NOW - HOUR, max: NOW + 50 * HOUR })),
    }),
    { maxLength: 40 },
  )
  .map((list) => list.map((each, n) => truck(n, each)));
const ratioArbitrary = fc
  .record({
    perishable: fc.nat({ max: 6 }),
    ordinary: fc.nat({ max: 6 }),
    livestock: fc.nat({ max: 2 }),
    empty: fc.nat({ max: 2 }),
    oldest: fc.integer({ min: 1, max: 3 }),
  })
  .map((ratio) => roundOf(ratio));

describe('FL order of call', () => {
  test('FL-18 a round has each class as often as its ratio says, spread evenly; one that has nobody is passed over', () => {
    expect(UKRAINE.filter((turn) => turn === 'ordinary')).toHaveLength(5);
    expect(UKRAINE.join(' ')).not.toContain('ordinary ordinary ordinary');
    const mixed = ORDER_CLASSES.flatMap((order, n) =>
      Array.from({ length: 20 }, (_, m) => truck(100 * n + m, { class: order })),
    );
    const { allocations } = call(mixed, 2 * UKRAINE.length);
    for (const [order, turns] of [
      ['perishable-trusted', 2],
      ['ordinary', 10],
    ] as const)
      expect(allocations.filter(({ turn }) => turn === order)).toHaveLength(turns);
    const onlyFruit = Array.from({ length: 9 }, (_, n) => truck(n, { class: 'perishable' }));
    expect(call(onlyFruit, 9).allocations).toHaveLength(9);
    expect(orderClassOf('perishable', true)).toBe('perishable-trusted');
    expect(ratioSchema.safeParse({ ordinary: 5 }).success).toBe(false);
  });

  test('FL-19 in a class what spoils soon goes first by its clock, then who is cleared, then by place', () => {
    const fruit = { class: 'perishable' as const };
    const waiting = [
      truck(1, { ...fruit, placeAt: NOW - 9 * HOUR, clearedAt: null }),
      truck(2, { ...fruit, placeAt: NOW - 2 * HOUR }),
      truck(3, { ...fruit, placeAt: NOW - 3 * HOUR }),
      truck(4, { ...fruit, spoilsAt: NOW + SPOILS_SOON_MS }),
      truck(5, { ...fruit, spoilsAt: NOW + HOUR, clearedAt: null }),
      truck(6, { ...fruit, spoilsAt: NOW - 1, placeAt: NOW - 1 }),
      truck(7, { ...fruit, spoilsAt: NOW + SPOILS_SOON_MS + 1, placeAt: NOW - 2 }),
    ];
    const { allocations } = call(waiting, 7, { round: ['perishable'] });
    expect(ids(allocations)).toEqual([5, 4, 3, 2, 7, 6, 1].map(crossingNo));
  });

  test('FL-20 the order is a function of who waits and of the round, not of the list; in pieces it is the same as at once', () => {
    fc.assert(
      fc.property(waitingArbitrary, ratioArbitrary, fc.nat({ max: 40 }), (waiting, round, first) => {
        const all = call(waiting, 100, { round });
        expect(call(waiting.toReversed(), 100, { round })).toEqual(all);
        expect(new Set(ids(all.allocations)).size).toBe(waiting.length);
        const begin = call(waiting, first, { round });
        const gone = new Set(ids(begin.allocations));
        const rest = call(
          waiting.filter(({ crossingId }) => !gone.has(crossingId)),
          100,
          { round, position: begin.position },
        );
        expect([...ids(begin.allocations), ...ids(rest.allocations)]).toEqual(ids(all.allocations));
      }),
      { numRuns: 300 },
    );
  });

  test('FL-21 nobody starves: with n older ones waiting, of whatever class, a vehicle is called within n + 1 rounds', () => {
    let withoutTurn = 0;
    const eternal = (n: number, at: number) => truck(1000 + n, { class: 'perishable', placeAt: at });
    fc.assert(
      fc.property(
        ratioArbitrary,
        fc.constantFrom(...ORDER_CLASSES),
        fc.nat({ max: 8 }),
        (round, order, older) => {
          const one = truck(0, { class: order, placeAt: NOW - HOUR, clearedAt: null });
          let waiting: Waiting[] = [
            one,
            ...Array.from({ length: older }, (_, n) =>
              truck(n + 1, { class: 'dangerous', placeAt: NOW - 2 * HOUR }),
            ),
          ];
          let position = 0;
          let called = 0;
          // Fruit keeps coming, cleared and with turns of its own.
          for (let n = 0; waiting.includes(one); n += 1) {
            waiting = [...waiting, eternal(n, NOW + n)];
            const next = call(waiting, 1, { round, position });
            position = next.position;
            called += 1;
            const gone = new Set(ids(next.allocations));
            waiting = waiting.filter(({ crossingId }) => !gone.has(crossingId));
            expect(called).toBeLessThanOrEqual((older + 1) * round.length);
          }
          withoutTurn += Number(!round.includes(order));
        },
      ),
      { numRuns: 200 },
    );
    expect(withoutTurn).toBeGreaterThan(20);
  });

  test('FL-22 a lever stops or limits one class for a time; the others go on, and who stands keeps the place', () => {
    const HN = { gateId: gateIdSchema.parse('HN'), route: null, direction: 'export' as const };
    const lever = leverSchema.parse({
      gates: ['HN'],
      directions: ['export'],
      class: 'perishable',
      from: NOW,
      to: NOW + HOUR,
      perHour: 2,
      reason: 'letter of the other side',
    });
    const limit = (goods: GoodsClass, at: number) =>
      leverLimit([lever, { ...lever, perHour: 5 }], HN, goods, at);
    expect([limit('perishable', NOW), limit('ordinary', NOW)]).toEqual([2, null]);
    expect([limit('perishable', NOW - 1), limit('perishable', NOW + HOUR)]).toEqual([null, null]);
    expect(leverLimit([lever], { ...HN, direction: 'import' }, 'perishable', NOW)).toBeNull();
    const waiting = Array.from({ length: 12 }, (_, n) =>
      truck(n, { class: n % 2 === 0 ? 'perishable' : 'ordinary' }),
    );
    const limited = call(waiting, 12, {
      limitOf: (goods) => (goods === 'perishable' ? 2 : null),
    }).allocations;
    expect(limited.filter(({ class: order }) => goodsOf(order) === 'perishable')).toHaveLength(2);
    expect(limited).toHaveLength(8);
    expect(call(waiting, 12, { limitOf: () => 0 }).allocations).toEqual([]);
  });

  test('FL-23 every call is explained against anybody who waits: class, turn, place, clearance, spoilage, age or lever', () => {
    const why = (
      called: Waiting,
      other: Waiting,
      round: readonly Turn[],
      limitOf: Parameters<typeof whyBefore>[2] = free,
    ) => {
      const [first] = call([called, other], 1, { round }).allocations;
      if (first === undefined || first.crossingId !== called.crossingId) throw new Error('not called first');
      return whyBefore(first, other, limitOf).code;
    };
    const own: readonly Turn[] = ['ordinary'];
    expect(why(truck(1), truck(2), own)).toBe('earlier-place');
    expect(why(truck(2), truck(1, { clearedAt: null }), own)).toBe('cleared-first');
    expect(why(truck(2, { spoilsAt: NOW + HOUR }), truck(1), own)).toBe('spoils-sooner');
    expect(why(truck(2), truck(1, { class: 'empty' }), own)).toBe('turn-of-class');
    expect(why(truck(1, { clearedAt: null }), truck(2, { class: 'empty' }), ['oldest'])).toBe(
      'waited-longest',
    );
    const stopped = () => ({ perHour: 0, by: 'lever' as const });
    expect(why(truck(2), truck(1, { class: 'empty' }), own, stopped)).toBe('class-limited');
    fc.assert(
      fc.property(waitingArbitrary, ratioArbitrary, (waiting, round) => {
        const [first] = call(waiting, 1, { round }).allocations;
        for (const other of waiting)
          if (first !== undefined) expect(whyBefore(first, other, free).code).toBeTruthy();
      }),
      { numRuns: 50 },
    );
  });
});

describe('FL-24 inversions', () => {
  const calls = Array.from({ length: 12 }, (_, n) => ({
    crossingId: crossingNo(n),
    batch: `b${Math.floor(n / 3)}`,
    at: NOW + Math.floor(n / 3) * 600_000,
  }));
  const entry = (n: number, minutes: number): Entry => ({
    crossingId: crossingNo(n),
    at: NOW + minutes * 60_000,
    lane: 'lane 1',
    shift: 'morning',
  });
  const found = (entries: readonly Entry[], excuses = new Map()) =>
    inversionsOf({ calls, entries, excuses, travelP90Ms: 40 * 60_000 });

  test('FL-24 who overtakes on the road is counted with the reason: same batch, on the way, late, or what the log knows', () => {
    expect(found(calls.map((_, n) => entry(n, 60 + n)))).toEqual([]);
    const reasons = (entries: readonly Entry[], excuses = new Map()) =>
      found(entries, excuses).map(({ reason }) => reason);
    expect(reasons([entry(1, 20), entry(0, 21)])).toEqual(['same-batch']);
    expect(reasons([entry(0, 20), entry(1, 20), entry(3, 25), entry(2, 26)])).toEqual(['on-the-way']);
    expect(reasons([entry(0, 20), entry(1, 20), entry(3, 45), entry(2, 46)])).toEqual(['late']);
    expect(reasons([entry(0, 20), entry(1, 20), entry(3, 45)], new Map([[crossingNo(2), 'missed']]))).toEqual(
      ['missed'],
    );
    const counted = countInversions(found([entry(1, 20), entry(0, 21), entry(50, 22)]));
    expect([...counted]).toEqual([['lane 1 morning', { 'same-batch': 1, 'not-called': 1 }]]);
  });

  test('FL-24 every injected queue-jump is found: at the entrance, and in a list of calls changed by hand', () => {
    let jumps = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 8 }),
        fc.array(fc.nat({ max: 90 })),
        (who, when) => {
          const injected = who.map((n, index) => entry(100 + n, when[index] ?? index));
          const early = entry(11, -5);
          const entries = [...calls.slice(0, 11).map((_, n) => entry(n, 60 + n)), early, ...injected];
          const uncalled = found(entries).filter(({ reason }) => reason === 'not-called');
          expect(new Set(uncalled.map(({ entered }) => entered.crossingId))).toEqual(
            new Set([early, ...injected].map(({ crossingId }) => crossingId)),
          );
          jumps += injected.length;
        },
      ),
      { numRuns: 100 },
    );
    expect(jumps).toBeGreaterThan(100);
    fc.assert(
      fc.property(waitingArbitrary, ratioArbitrary, fc.nat(), fc.nat(), (waiting, round, a, b) => {
        const decision = { at: NOW, waiting, round, position: 0, limitOf: free };
        const { allocations } = allocate(decision, waiting.length);
        expect(outOfTurn(decision, allocations)).toEqual([]);
        if (allocations.length < 2) return;
        const [from, to] = [a % allocations.length, b % allocations.length].sort((x, y) => x - y);
        const moved = allocations[to ?? 0];
        if (from === to || from === undefined || to === undefined || moved === undefined) return;
        const changed = [
          ...allocations.slice(0, from),
          moved,
          ...allocations.slice(from, to),
          ...allocations.slice(to + 1),
        ];
        expect(outOfTurn(decision, changed)).toContain(moved.crossingId);
      }),
      { numRuns: 200 },
    );
  });
});
