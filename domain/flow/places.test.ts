import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CrossingId, gateIdSchema } from '../shared/identity';
import { nextVersion, undoVersion } from '../shared/versions';
import { crossingNo } from '../testing/build-events';
import { PUBLISHED_CALENDAR } from './calendar';
import { lanesPerHour, type PlanContent, type PlanVersion, yardsPerHour } from './flow-plan';
import { type HourCapacity, hourCapacities } from './hour-capacity';
import { ORDER_CLASSES, roundOf } from './order-class';
import { assignPlaces, type Holder, minutesBehind } from './places';
import { placesUnder, previewPlan } from './preview-plan';
import type { Queue } from './queue';
import { defaultRatio } from './ratios';
import { HOME, instantOf } from './zones';

const HOUR = 3_600_000;
const START = instantOf('2026-11-23', '07:00', HOME);
const HN: Queue = { gateId: gateIdSchema.parse('HN'), route: null, direction: 'export' };
const round = roundOf(defaultRatio('export'));
const hoursOf = (places: readonly number[]): HourCapacity[] =>
  places.map((each, n) => ({ hourStart: START + n * HOUR, places: each, limitedBy: 'neighbour' }));
const holdersArbitrary = fc
  .array(
    fc.record({
      class: fc.constantFrom(...ORDER_CLASSES),
      placeAt: fc.integer({ min: START - 20 * HOUR, max: START + 10 * HOUR }),
      waits: fc.nat({ max: 5 * HOUR }),
      planned: fc.option(fc.integer({ min: START, max: START + 9 * HOUR })),
    }),
    { maxLength: 60 },
  )
  .map((list) =>
    list.map(
      (each, n): Holder => ({
        crossingId: crossingNo(n),
        class: each.class,
        placeAt: each.placeAt,
        plannedAt: each.planned,
        earliestAt: each.placeAt + each.waits,
        declared: null,
      }),
    ),
  );
const placesArbitrary = fc.array(fc.nat({ max: 9 }), { minLength: 12, maxLength: 30 });
const assign = (places: readonly number[], holders: readonly Holder[], limit: number | null = null) =>
  assignPlaces({ hours: hoursOf(places), holders, round, position: 0, limitOf: () => limit });

describe('FL places', () => {
  test('FL-15 an hour takes the least of gate, yard and neighbour for as long as it is open; fractions are carried on', () => {
    const open = [{ from: START, to: START + 2.5 * HOUR }];
    const of = (gate: number, yard: number | null, neighbour: number) =>
      hourCapacities({ from: START - HOUR, hours: 5, open, rates: () => ({ gate, yard, neighbour }) });
    expect(of(20, null, 12).map(({ places, limitedBy }) => `${places} ${limitedBy}`)).toEqual([
      '0 closed',
      '12 neighbour',
      '12 neighbour',
      '6 neighbour',
      '0 closed',
    ]);
    expect(of(20, 8, 12)[1]).toMatchObject({ places: 8, limitedBy: 'yard' });
    expect(of(5, 8, 12)[1]).toMatchObject({ places: 5, limitedBy: 'gate' });
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 90, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        (rate, hours) => {
          const all = hourCapacities({
            from: START,
            hours,
            open: [{ from: START, to: START + hours * HOUR }],
            rates: () => ({ gate: 100, yard: null, neighbour: rate }),
          });
          const sum = all.reduce((total, { places }) => total + places, 0);
          expect(Math.abs(sum - rate * hours)).toBeLessThanOrEqual(1);
          expect(sum).toBeLessThanOrEqual(rate * hours + 1e-6);
        },
      ),
    );
  });

  test('FL-16 no hour is ever overbooked, no class beyond its limit, nobody is given two places or dropped', () => {
    let full = 0;
    fc.assert(
      fc.property(
        holdersArbitrary,
        placesArbitrary,
        fc.option(fc.nat({ max: 4 })),
        (holders, places, limit) => {
          const { liveAt, beyond } = assign(places, holders, limit);
          expect(new Set([...liveAt.keys(), ...beyond]).size).toBe(holders.length);
          expect(liveAt.size + beyond.length).toBe(holders.length);
          for (const { hourStart, places: capacity } of hoursOf(places)) {
            const inHour = holders.filter(({ crossingId }) => {
              const live = liveAt.get(crossingId);
              return live !== undefined && live >= hourStart && live < hourStart + HOUR;
            });
            expect(inHour.length).toBeLessThanOrEqual(capacity);
            full += Number(inHour.length === capacity && capacity > 0);
            for (const goods of ORDER_CLASSES)
              if (limit !== null && goods === 'livestock')
                expect(inHour.filter((each) => each.class === goods).length).toBeLessThanOrEqual(limit);
          }
          for (const { crossingId, earliestAt } of holders)
            expect(liveAt.get(crossingId) ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(earliestAt);
        },
      ),
      { numRuns: 300 },
    );
    expect(full).toBeGreaterThan(50);
  });

  test('FL-17 live times are a function of who holds and of the hours, not of the order of a list; the line keeps its order', () => {
    fc.assert(
      fc.property(holdersArbitrary, placesArbitrary, (holders, places) => {
        const first = assign(places, holders);
        expect(assign(places, holders.toReversed())).toEqual(first);
        for (const a of holders)
          for (const b of holders) {
            const [liveA, liveB] = [first.liveAt.get(a.crossingId), first.liveAt.get(b.crossingId)];
            const before = a.class === b.class && a.placeAt < b.placeAt && a.earliestAt <= b.earliestAt;
            // Of one class and there as early: who asked for an earlier time is never later.
            if (before && liveB !== undefined) expect(liveA ?? Number.NaN).toBeLessThanOrEqual(liveB);
          }
      }),
      { numRuns: 100 },
    );
  });

  test('FL-17 minutes behind plan are the median of those whose promised time is near or past', () => {
    const holders = [0, 1, 2, 3, 4].map(
      (n): Holder => ({
        crossingId: crossingNo(n),
        class: 'ordinary',
        placeAt: START + n,
        plannedAt: START + n * 10 * 60_000,
        earliestAt: START,
        declared: null,
      }),
    );
    const behind = (places: readonly number[]) => minutesBehind(holders, assign(places, holders), START);
    expect(behind([6])).toBe(0);
    expect(behind([0, 0, 6])).toBe(120);
    expect(minutesBehind([], assign([6], []), START)).toBeNull();
  });
});

const content = (over: Partial<PlanContent> = {}): PlanContent => ({
  calendar: [...PUBLISHED_CALENDAR],
  lanes: [
    {
      name: '1',
      route: null,
      vehiclesPerHour: 5,
      serves: [{ direction: 'export', from: '00:00', to: '24:00' }],
    },
    {
      name: 'reversible',
      route: null,
      vehiclesPerHour: 5,
      serves: [
        { direction: 'export', from: '06:00', to: '12:00' },
        { direction: 'import', from: '12:00', to: '24:00' },
      ],
    },
  ],
  yards: [{ name: 'park', kind: 'staging', direction: 'export', places: 900, vehiclesPerHour: 62.5 }],
  ratios: { export: defaultRatio('export'), import: defaultRatio('import') },
  levers: [],
  secondPersonFrom: 30,
  ...over,
});
const by = (n: number) => ({ madeAt: START + n, madeBy: 'manager', reason: 'a test' });

describe('FL plans', () => {
  test('FL-13 a change is a new version; undo brings back what stood before, again and again, and never loses a version', () => {
    const contents = [1, 2, 3].map((secondPersonFrom) => content({ secondPersonFrom }));
    let history: PlanVersion[] = [];
    for (const each of contents) history = [...history, nextVersion(history, each, by(history.length))];
    const undo = () => {
      const version = undoVersion(history, by(history.length));
      if (version !== null) history = [...history, version];
      return version?.content.secondPersonFrom ?? null;
    };
    expect([undo(), undo(), undo()]).toEqual([2, 1, null]);
    expect(history.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    history = [...history, nextVersion(history, content({ secondPersonFrom: 9 }), by(5))];
    expect([undo(), history.at(-1)?.sameAs]).toEqual([1, 1]);
    expect(undoVersion([], by(0))).toBeNull();
  });

  test('FL-15 lanes count for the direction they serve, reversible ones by the hour', () => {
    const lanes = (direction: 'export' | 'import', clock: string) =>
      lanesPerHour(content(), { ...HN, direction }, instantOf('2026-11-23', clock, HOME));
    expect([lanes('export', '07:00'), lanes('export', '13:00'), lanes('import', '13:00')]).toEqual([
      10, 5, 5,
    ]);
    expect(lanes('import', '07:00')).toBe(0);
    expect([yardsPerHour(content(), HN), yardsPerHour(content(), { ...HN, direction: 'import' })]).toEqual([
      62.5,
      null,
    ]);
  });

  test('FL-14 the preview says who moves, and no change of plan loses a place', () => {
    const holders = Array.from(
      { length: 214 },
      (_, n): Holder => ({
        crossingId: crossingNo(n),
        class: n % 3 === 0 ? 'ordinary' : 'perishable',
        placeAt: START + n * 60_000,
        plannedAt: START + n * 200_000,
        earliestAt: START,
        declared: null,
      }),
    );
    const situation = {
      queue: HN,
      now: START,
      hours: 96,
      holders,
      position: 0,
      neighbour: { now: START, told: [], measured: null, assumedPerHour: 20 },
      out: 0,
    };
    const closed = content({
      calendar: [
        ...PUBLISHED_CALENDAR,
        {
          gates: null,
          routes: null,
          directions: null,
          classes: null,
          from: '2026-11-23',
          to: '2026-11-23',
          zone: HOME,
          effect: { kind: 'closed', windows: [{ from: '09:00', to: '20:00' }] },
          source: 'a letter',
        },
      ],
    });
    const preview = previewPlan(content(), closed, situation);
    expect(preview.later.length + preview.unmoved).toBe(214);
    expect(preview).toMatchObject({ sooner: [], unmoved: 20 });
    expect(previewPlan(closed, content(), situation).sooner).toHaveLength(194);
    const changes = fc.record({
      secondPersonFrom: fc.integer({ min: 1, max: 50 }),
      lanes: fc.subarray([...content().lanes]),
      levers: fc.subarray([lever(0), lever(3)]),
    });
    fc.assert(
      fc.property(changes, fc.nat({ max: 96 }), (change, hours) => {
        const under = placesUnder(content(change), { ...situation, hours });
        const kept: CrossingId[] = [...under.liveAt.keys(), ...under.beyond];
        expect(new Set(kept).size).toBe(214);
      }),
      { numRuns: 30 },
    );
  });
});

const lever = (perHour: number) => ({
  gates: null,
  routes: null,
  directions: null,
  class: 'perishable' as const,
  from: START,
  to: null,
  perHour,
  reason: 'a test',
});
