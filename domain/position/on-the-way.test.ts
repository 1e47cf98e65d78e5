import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../flow/decide';
import { forecastInputOf } from '../flow/outlook-of';
import { queuePicture } from '../flow/queue-picture';
import { kmBetween } from '../gate/km-between';
import { geoLink, placesOnTheWay, roadsTo } from '../gate/places';
import { gateIdSchema } from '../shared/identity';
import { MORNING } from '../testing/build-events';
import { situation, standing } from '../testing/build-situation';
import { cellOf, cellSchema, middleOf } from './cell';
import {
  type Approach,
  approach,
  comesAt,
  drivingMs,
  mayTell,
  moved,
  POSITION_TELLS_MS,
  SHARE_SOONEST_MS,
} from './on-the-way';

const HN = gateIdSchema.parse('HN');
const WAY = { gateId: HN, direction: 'export' } as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The staging yard of Hữu Nghị, and places south of it along QL1. */
const YARD = cellOf(21.93, 106.71);
const at = (kmSouth: number) => cellOf(21.93 - kmSouth / 111.2, 106.71);

test('PO-4 exports of Hữu Nghị go to the yard first; imports and gates without a yard to the gate; what nobody published is not said', () => {
  expect(placesOnTheWay('HN', 'export').map(({ kind, name }) => [kind, name])).toEqual([
    ['yard', 'Viettel Logistics Park'],
    ['gate', null],
  ]);
  expect(placesOnTheWay('HN', 'import').map(({ kind }) => kind)).toEqual(['gate']);
  expect(placesOnTheWay('TT', 'export').map(({ kind }) => kind)).toEqual(['gate']);
  expect(roadsTo('TT')).toEqual(['QL1', 'QL4A']);
  expect(roadsTo('NNUA')).toEqual([]);
  expect(geoLink([21.93, 106.71], 'Bãi A')).toBe('geo:21.93,106.71?q=21.93,106.71(B%C3%A3i%20A)');
});

describe('PO-8', () => {
  test('PO-8 a place becomes a field of a kilometre, and its middle is never farther away than 0.8 km', () => {
    const anywhere = fc.tuple(
      fc.double({ min: 20, max: 24, noNaN: true }),
      fc.double({ min: 104, max: 109, noNaN: true }),
    );
    fc.assert(
      fc.property(anywhere, ([north, east]) => {
        const cell = cellOf(north, east);
        expect(cellSchema.parse(cell)).toEqual(cell);
        expect(kmBetween(middleOf(cell), [north, east])).toBeLessThan(0.8);
      }),
    );
    expect(cellOf(21.93, 106.71)).toEqual({ north: 2193, east: 10_671 });
  });

  test('PO-8 finer than a field cannot be said', () => {
    expect(cellSchema.safeParse({ north: 2193.4, east: 10_671 }).success).toBe(false);
  });
});

test('PO-9 words that come too soon are not looked at; a clock that was set back does not silence a phone', () => {
  expect(mayTell(null, 0)).toBe(true);
  expect(mayTell(1_000_000, 1_000_000 + SHARE_SOONEST_MS - 1)).toBe(false);
  expect(mayTell(1_000_000, 1_000_000 + SHARE_SOONEST_MS)).toBe(true);
  expect(mayTell(1_000_000, 900_000)).toBe(true);
});

test('PO-10 near the yard from 1.5 km, away again only beyond 3 km, and the time of coming stays', () => {
  const far = moved(null, WAY, at(8), 0);
  expect(far.nearSince).toBeNull();
  const between = moved(far, WAY, at(2.2), MINUTE);
  expect(between.nearSince).toBeNull();
  const near = moved(between, WAY, YARD, 2 * MINUTE);
  expect(near.nearSince).toBe(2 * MINUTE);
  const still = moved(near, WAY, at(2.2), 3 * MINUTE);
  expect(still.nearSince).toBe(2 * MINUTE);
  expect(moved(still, WAY, at(8), 4 * MINUTE).nearSince).toBeNull();
  // A field that flickers between two neighbours at the edge tells one coming, not many.
  expect(moved(still, WAY, YARD, 5 * MINUTE).nearSince).toBe(2 * MINUTE);
});

describe('PO-11', () => {
  test('PO-11 the last kilometres are slow, more road never takes less time', () => {
    expect(drivingMs(0)).toBe(0);
    expect(drivingMs(5)).toBe(15 * MINUTE);
    expect(drivingMs(45)).toBe(15 * MINUTE + HOUR);
    expect(drivingMs(100)).toBe(Math.round((5 / 20 + 45 / 40 + 50 / 50) * HOUR));
    const pair = fc.tuple(
      fc.double({ min: 0, max: 900, noNaN: true }),
      fc.double({ min: 0, max: 900, noNaN: true }),
    );
    fc.assert(fc.property(pair, ([a, b]) => drivingMs(Math.min(a, b)) <= drivingMs(Math.max(a, b))));
  });

  test('PO-11 expected from the moment it was seen, with a band, never in the past', () => {
    const seen = approach(moved(null, WAY, at(31), 0), WAY, 0);
    expect(seen.km).toBeGreaterThan(38);
    expect(seen.km).toBeLessThan(42);
    const { expected } = seen;
    expect(expected?.from).toBeLessThan(expected?.at ?? 0);
    expect(expected?.at).toBeLessThan(expected?.until ?? 0);
    expect(approach(moved(null, WAY, at(3.2), 0), WAY, 50 * MINUTE).expected?.at).toBe(50 * MINUTE);
  });

  test('PO-11 an old place tells no arrival; near the yard it is there', () => {
    const kept = moved(null, WAY, at(31), 0);
    expect(approach(kept, WAY, POSITION_TELLS_MS + 1)).toMatchObject({ at: 0, expected: null });
    const near = moved(null, WAY, YARD, HOUR);
    expect(approach(near, WAY, HOUR + MINUTE)).toMatchObject({
      nearSince: HOUR,
      expected: { at: HOUR + MINUTE },
    });
  });
});

describe('PO-12', () => {
  const now = MORNING;
  const seen = (hours: number): Approach => ({
    at: now,
    nearSince: null,
    km: 40,
    expected: { at: now + hours * HOUR, from: now, until: now + 9 * HOUR },
  });
  const coming = (over: Partial<Parameters<typeof standing>[1]> = {}) =>
    standing(1, { stage: 'declared', arrivedAt: null, plannedAt: now + HOUR / 2, ...over });

  test('PO-12 the forecast expects a vehicle when its way says, else when it was declared for', () => {
    expect(comesAt(5, null)).toBe(5);
    expect(comesAt(5, { ...seen(1), expected: null })).toBe(5);
    const bookedOf = (each: ReturnType<typeof coming>) => {
      const given = situation({ standing: [each] });
      return forecastInputOf(given, decide(given)).booked.slice(0, 5);
    };
    expect(bookedOf(coming())).toEqual([1, 0, 0, 0, 0]);
    expect(bookedOf(coming({ seen: seen(3) }))).toEqual([0, 0, 0, 1, 0]);
  });

  test('PO-12 its place, its live time and the call-up are the same with and without a position', () => {
    const given = (each: ReturnType<typeof coming>) =>
      situation({ standing: [each, standing(2), standing(3)] });
    const without = queuePicture(given(coming()));
    const withIt = queuePicture(given(coming({ seen: seen(3) })));
    const bare = (picture: typeof without) => picture.line.map(({ seen: _, ...rest }) => rest);
    expect(bare(withIt)).toEqual(bare(without));
    expect(withIt.batch).toEqual(without.batch);
    expect(withIt.behindMinutes).toBe(without.behindMinutes);
    expect(withIt.line.map((each) => each.seen?.km ?? null)).toContain(40);
  });

  test('PO-12 who has come is no longer shown as on the way', () => {
    const { line } = queuePicture(situation({ standing: [standing(1, { seen: seen(1) })] }));
    expect(line.map((each) => each.seen)).toEqual([null]);
  });
});
