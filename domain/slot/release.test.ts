import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leverSchema } from '../flow/levers';
import { ORDER_CLASSES, type Ratio, TURNS } from '../flow/order-class';
import { defaultRatio } from '../flow/ratios';
import type { Situation } from '../flow/situation';
import { MORNING } from '../testing/build-events';
import { situation, standing } from '../testing/build-situation';
import { firmMost } from './firm-share';
import { hoursReleasedAt, nextReleaseAt, RELEASES, releasedOf, roundsToAnnounce } from './release-schedule';
import { HOUR_MS, hourOf, SLOT_HORIZON_HOURS } from './slot';
import { liveHourOf, slotCapacities } from './slot-capacity';
import { slotOutlook } from './slot-outlook';

const hourNo = (n: number) => hourOf(MORNING) + n * HOUR_MS;
const ratios = fc
  .record(Object.fromEntries(TURNS.map((turn) => [turn, fc.integer({ min: 0, max: 20 })])))
  .map((ratio): Ratio => ({ ...ratio, oldest: 1 }));
const hoursOf = (places: readonly number[]) =>
  places.map((each, n) => ({ hourStart: hourNo(n), places: each, exact: each, limitedBy: 'gate' as const }));

describe('SL what can be booked', () => {
  test('SL-1 classes together never take more than the hour leaves, whatever turns, taken places and levers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 30 }),
        ratios,
        fc.integer({ min: 0, max: 60 }),
        fc.option(fc.integer({ min: 0, max: 10 })),
        (places, ratio, taken, lever) => {
          const slots = slotCapacities({
            hours: hoursOf(places),
            ratio,
            takenIn: () => taken,
            limitOf: (slotClass) =>
              slotClass === 'perishable' && lever !== null ? { perHour: lever, by: 'lever' } : null,
          });
          for (const [n, all] of places.entries()) {
            const own = slots.filter(({ hourStart }) => hourStart === hourNo(n));
            const sum = own.reduce((total, { capacity }) => total + capacity, 0);
            expect(sum).toBeLessThanOrEqual(Math.max(0, all - taken));
            for (const { class: slotClass, capacity } of own) {
              expect(capacity).toBeGreaterThanOrEqual(0);
              if (slotClass === 'perishable' && lever !== null) expect(capacity).toBeLessThanOrEqual(lever);
            }
          }
        },
      ),
    );
  });

  test('SL-1 over many small hours each class gets its share of the turns, and the same hour is always rounded alike', () => {
    const places = Array.from({ length: 1000 }, () => 3);
    const ask = (from: number) =>
      slotCapacities({
        hours: hoursOf(places).slice(from),
        ratio: defaultRatio('export'),
        takenIn: () => 0,
        limitOf: () => null,
      });
    const all = ask(0);
    const booked = (wanted: string) =>
      all.filter((each) => each.class === wanted).reduce((sum, { capacity }) => sum + capacity, 0);
    const turns = Object.values(defaultRatio('export')).reduce((sum, count) => sum + count, 0);
    expect(booked('perishable') / 3000).toBeCloseTo(9 / turns, 2);
    expect(booked('other') / 3000).toBeCloseTo(6 / turns, 2);
    expect(ask(500)).toEqual(all.slice(1000));
    expect(ORDER_CLASSES.length).toBe(8);
  });

  test('SL-1 vehicles in the yard without a slot lessen the hours in which they go, those with one do not', () => {
    const yard = (hasSlot: boolean) =>
      Array.from({ length: 40 }, (_, n) => standing(n, { hasSlot, plannedAt: MORNING }));
    const sum = (hasSlot: boolean) =>
      slotOutlook(situation({ standing: yard(hasSlot) })).capacities.reduce(
        (total, { capacity }) => total + capacity,
        0,
      );
    expect(sum(false)).toBeLessThan(sum(true));
  });

  test('SL-13 whoever takes an hour that is full already is told the later hour', () => {
    const hours = hoursOf([2, 0, 3]);
    const taken = (hourStart: number) => (hourStart === hourNo(0) ? 2 : 0);
    expect(liveHourOf(hours, taken, hourNo(0))).toBe(hourNo(2));
    expect(liveHourOf(hours, () => 3, hourNo(0))).toBeNull();
  });
});

describe('SL the line', () => {
  test('SL-9 who has not come makes itself late, not the line; those who stand in the yard say how late that is', () => {
    const absent = standing(0, { stage: 'declared', arrivedAt: null, plannedAt: MORNING - 3 * HOUR_MS });
    expect(slotOutlook(situation({ standing: [absent] })).behindMinutes).toBeNull();
    const cameLate = standing(2, { plannedAt: MORNING - 2 * HOUR_MS, arrivedAt: MORNING });
    expect(slotOutlook(situation({ standing: [absent, cameLate] })).behindMinutes).toBeNull();
    const here = standing(1, { plannedAt: MORNING - 2 * HOUR_MS });
    expect(slotOutlook(situation({ standing: [absent, here] })).behindMinutes).toBeGreaterThanOrEqual(120);
  });
});

describe('SL a gate that is shut', () => {
  const holder = (hoursAgo: number) =>
    standing(0, {
      stage: 'declared',
      arrivedAt: null,
      plannedAt: MORNING - hoursAgo * HOUR_MS,
      hasSlot: true,
    });
  const closed = (until: number | null): Partial<Situation> => ({
    told: [
      {
        level: 'machine',
        as: 'closure',
        vehiclesPerHour: 0,
        validFrom: MORNING - 40 * HOUR_MS,
        validTo: until,
        at: MORNING - HOUR_MS,
        toldBy: 'x',
        channel: 'link',
      },
    ],
  });

  test('SL-9 a holder of a slot stays in the line however long ago its hour was, with a time or beyond what is reckoned', () => {
    const line = (over: Partial<Situation>) => slotOutlook(situation({ standing: [holder(30)], ...over }));
    const { crossingId } = holder(30);
    expect(line({}).liveAt.get(crossingId)).toBeGreaterThanOrEqual(MORNING);
    const shut = line(closed(MORNING + 100 * HOUR_MS));
    expect([shut.liveAt.has(crossingId), shut.beyond.has(crossingId)]).toEqual([false, true]);
    const noSlot = { ...holder(30), hasSlot: false };
    expect(line({ standing: [noSlot] }).liveAt.size).toBe(0);
  });

  test('SL-9 closing time, a closure of theirs and a stopped class count as shut, each hour once', () => {
    const since = MORNING - 24 * HOUR_MS;
    const usual = slotOutlook(situation()).shutSince('perishable', since);
    expect(usual).toBeGreaterThan(8 * HOUR_MS);
    expect(usual).toBeLessThan(20 * HOUR_MS);
    expect(slotOutlook(situation(closed(MORNING))).shutSince('perishable', since)).toBe(24 * HOUR_MS);
    const { content } = situation();
    const stop = leverSchema.parse({ class: 'perishable', from: since, to: null, perHour: 0, reason: 'x' });
    const stopped = slotOutlook(situation({ content: { ...content, levers: [stop] } }));
    expect(stopped.shutSince('perishable', since)).toBe(24 * HOUR_MS);
    expect(stopped.shutSince('other', since)).toBe(usual);
    expect(stopped.shutSince('other', MORNING + 1)).toBe(0);
  });
});

describe('SL releases', () => {
  const hours = fc.integer({ min: 0, max: 200 });

  test('SL-2 releases only ever add, give out all in the end and never more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), hours, (capacity, early) => {
        const at = (hoursBefore: number) => releasedOf(capacity, hourNo(300), hourNo(300 - hoursBefore));
        expect(at(early)).toBeGreaterThanOrEqual(at(early + 1));
        expect(at(early)).toBeLessThanOrEqual(capacity);
        expect(at(0)).toBe(capacity);
        expect(at(49)).toBe(0);
      }),
    );
    expect(releasedOf(10, hourNo(100), hourNo(100 - 24))).toBe(7);
  });

  test('SL-2 the next release of an hour is the one whose round releases it', () => {
    fc.assert(
      fc.property(hours, (early) => {
        const hour = hourNo(300);
        const next = nextReleaseAt(hour, hour - early * HOUR_MS - 1);
        if (next !== null) expect(hoursReleasedAt(next)).toContain(hour);
        else expect(early).toBeLessThan(8);
      }),
    );
    expect(hoursReleasedAt(hourNo(0))).toHaveLength(RELEASES.length);
  });

  test('SL-5 every release of the days to come has its commitment, each once, before anybody can ask for its hours', () => {
    const first = roundsToAnnounce(MORNING, null);
    expect(first[0]).toBe(hourNo(1));
    expect(first.at(-1)).toBe(hourNo(SLOT_HORIZON_HOURS));
    expect(roundsToAnnounce(MORNING, first.at(-1) ?? 0)).toEqual([]);
    expect(roundsToAnnounce(MORNING + HOUR_MS, first.at(-1) ?? 0)).toEqual([hourNo(SLOT_HORIZON_HOURS + 1)]);
    // After a long silence nothing of the past is announced.
    expect(roundsToAnnounce(MORNING, hourNo(-500))[0]).toBe(hourNo(1));
  });

  test('SL-3 a firm holds three tenths of an hour at most and one place at least', () => {
    expect([0, 1, 3, 4, 10, 100].map(firmMost)).toEqual([1, 1, 1, 1, 3, 30]);
  });
});
