import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GATES, gateById } from '../gate/gates';
import { fastestTravelMs, longestTravelMs } from '../gate/travel';
import { passIdSchema } from '../shared/identity';
import { crossingNo, deviceNo, eventNo, MINUTE, MORNING, passNo } from '../testing/build-events';
import { findClones, type Sighting } from './clones';

const gate = (code: string) => {
  const known = gateById(code);
  if (known === null) throw new Error(code);
  return known.code;
};
const [HN, CM, CN] = [gate('HN'), gate('CM'), gate('CN')];
const pass = passIdSchema.parse(passNo(7));
let n = 0;
const seen = (change: Partial<Sighting> = {}): Sighting => {
  n += 1;
  return {
    gateId: HN,
    eventId: eventNo(n),
    device: deviceNo(1),
    crossingId: null,
    passId: pass,
    plate: null,
    at: MORNING,
    ...change,
  };
};

describe('IN clones', () => {
  test('IN-9 the road decides: the same pass at two gates sooner than any lorry gets there', () => {
    const drive = fastestTravelMs(HN, CM);
    expect(drive).toBeGreaterThan(20 * MINUTE);
    const here = seen({ crossingId: crossingNo(1) });
    const there = (at: number) => seen({ gateId: CM, device: deviceNo(2), at });
    expect(findClones([here, there(MORNING + drive)])).toEqual([]);
    const late = there(MORNING + drive - 1);
    const found = findClones([here, late]);
    expect(found.map(({ gateId, crossingId, severity, at }) => [gateId, crossingId, severity, at])).toEqual([
      [HN, crossingNo(1), 'serious', late.at],
      [CM, null, 'serious', late.at],
    ]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(found[0]?.events).toEqual([here.eventId, late.eventId]);
    expect(found[0]?.devices).toEqual([deviceNo(1), deviceNo(2)]);
  });

  test('IN-9 a plate is an identity as well, whatever pass it shows; other identities are nobody’s clone', () => {
    const one = seen({
      passId: passIdSchema.parse(passNo(1)),
      plate: '51C98765',
      crossingId: crossingNo(1),
    });
    const two = seen({
      gateId: CM,
      passId: passIdSchema.parse(passNo(2)),
      plate: '51C98765',
      crossingId: crossingNo(2),
      at: MORNING + MINUTE,
    });
    expect(findClones([one, two])).toHaveLength(2);
    expect(findClones([one, { ...two, plate: '51C00000' }])).toEqual([]);
    expect(findClones([one, { ...two, plate: null }])).toEqual([]);
    // Two provinces have lorries of one number.
    expect(
      findClones([
        { ...one, plate: '桂A12345' },
        { ...two, plate: '粤A12345' },
      ]),
    ).toEqual([]);
    expect(findClones([one, { ...two, gateId: HN }])).toEqual([]);
  });

  test('IN-9 every gate has a place; the time is the same both ways and none is absurd', () => {
    for (const a of GATES)
      for (const b of GATES) {
        const there = fastestTravelMs(a.code, b.code);
        expect(there).toBe(fastestTravelMs(b.code, a.code));
        if (a.code === b.code) expect(there).toBe(0);
        expect(there).toBeLessThanOrEqual(longestTravelMs());
      }
    expect(longestTravelMs()).toBeLessThan(3 * 60 * MINUTE);
    expect(fastestTravelMs(HN, CN)).toBeLessThan(10 * MINUTE);
    expect(GATES.every(({ code }) => code === HN || fastestTravelMs(HN, code) >= 0)).toBe(true);
  });

  test('IN-9 what is found is what looking at every pair would find', () => {
    const some = fc.array(
      fc.record({
        gateId: fc.constantFrom(HN, CM, CN),
        crossingId: fc.constantFrom(null, crossingNo(1), crossingNo(2)),
        passId: fc.constantFrom(null, pass, passIdSchema.parse(passNo(8))),
        plate: fc.constantFrom(null, '51C98765', '51C98766'),
        // Few times, so that many fall together.
        at: fc.integer({ min: 0, max: 12 }).map((step) => MORNING + step * 7 * MINUTE),
      }),
      { maxLength: 16 },
    );
    const trip = (one: Sighting) => `${one.gateId} ${one.crossingId ?? one.passId ?? one.eventId}`;
    fc.assert(
      fc.property(some, (changes) => {
        const all = changes.map((change) => seen(change));
        const byTime = [...all].sort((a, b) => a.at - b.at || (a.eventId < b.eventId ? -1 : 1));
        const pairs = new Map<string, { gap: number; events: readonly string[] }>();
        for (const [n, later] of byTime.entries())
          for (const earlier of byTime.slice(0, n)) {
            const isSame =
              (later.passId !== null && later.passId === earlier.passId) ||
              (later.plate !== null && later.plate === earlier.plate);
            const gap = later.at - earlier.at;
            if (!isSame || gap >= fastestTravelMs(earlier.gateId, later.gateId)) continue;
            const trips = [trip(earlier), trip(later)].sort().join();
            if (gap < (pairs.get(trips)?.gap ?? Number.POSITIVE_INFINITY))
              pairs.set(trips, { gap, events: [earlier.eventId, later.eventId] });
          }
        const found = new Map(findClones(all).map(({ id, events }) => [id, events.join()]));
        expect([...found.values()].sort()).toEqual(
          [...pairs.values()].map(({ events }) => events.join()).sort(),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('IN-9 the order and the repetition of sightings change nothing, and more of them rename nothing', () => {
    const some = fc.array(
      fc.record({
        gateId: fc.constantFrom(HN, CM, CN),
        crossingId: fc.constantFrom(null, crossingNo(1), crossingNo(2)),
        passId: fc.constantFrom(null, pass, passIdSchema.parse(passNo(8))),
        plate: fc.constantFrom(null, '51C98765'),
        at: fc.integer({ min: MORNING, max: MORNING + 90 * MINUTE }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (changes, chance) => {
        const sightings = changes.map((change) => seen(change));
        const shuffled = [...sightings, ...sightings]
          .map((one): [number, Sighting] => [chance.next().value, one])
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
        const found = findClones(sightings);
        const key = ({ id, gateId }: { id: string; gateId: string }) => `${id} ${gateId}`;
        expect(new Set(findClones(shuffled).map(key))).toEqual(new Set(found.map(key)));
        const fewer = findClones(sightings.slice(1)).map(key);
        expect(fewer.filter((one) => !found.map(key).includes(one))).toEqual([]);
        expect(
          found.every(({ id, gateId }) => found.some((other) => other.id === id && other.gateId !== gateId)),
        ).toBe(true);
      }),
    );
  });
});
