import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossingNo } from '../testing/build-events';
import { batchSize } from './batch-size';
import { ANSWER_WITHIN_MS, type CallUpFact, foldCallUp, type Recipient } from './call-up';
import { afterMissedCall, type PlaceRecord, placeAfterLateness, standingOf } from './no-show';
import { otherYardFirst, staggerYards } from './stagger';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 2);
const spread = (median: number, p90: number) => ({ medianMs: median * MINUTE, p90Ms: p90 * MINUTE });
const size = (over: Partial<Parameters<typeof batchSize>[0]> = {}) =>
  batchSize({
    now: NOW,
    open: [{ from: NOW - HOUR, to: NOW + 8 * HOUR }],
    vehiclesPerHour: 20,
    out: 0,
    places: 135,
    travel: spread(18, 40),
    service: spread(9, 25),
    everyMs: 10 * MINUTE,
    ...over,
  });
const crossings = (count: number) => Array.from({ length: count }, (_, n) => crossingNo(n));
const proposed = (count: number): CallUpFact => ({
  kind: 'proposed',
  at: NOW,
  by: 'anh Dũng',
  yard: 'Viettel',
  crossingIds: crossings(count),
  secondPersonFrom: 30,
});

describe('FL call-up', () => {
  test('FL-25 as many are called as will be taken by the time they arrive, fewer those under way, never beyond closing', () => {
    expect(size()).toBe(30);
    expect(size({ out: 22 })).toBe(8);
    expect(size({ out: 40 })).toBe(0);
    expect(size({ places: 12 })).toBe(12);
    expect(size({ vehiclesPerHour: 0 })).toBe(0);
    const closing = (minutes: number) => size({ open: [{ from: NOW - HOUR, to: NOW + minutes * MINUTE }] });
    expect(closing(20)).toBe(0);
    expect(closing(40)).toBeLessThanOrEqual(17);
    const opening = (minutes: number) =>
      size({ open: [{ from: NOW + minutes * MINUTE, to: NOW + 8 * HOUR }] });
    expect([opening(19), opening(18), opening(17) > 0]).toEqual([0, 0, true]);
    fc.assert(
      fc.property(fc.nat({ max: 100 }), fc.nat({ max: 200 }), fc.nat({ max: 300 }), (rate, out, places) => {
        const called = size({ vehiclesPerHour: rate, out, places });
        expect(called === 0 || called + out <= places).toBe(true);
      }),
    );
  });

  test('FL-26 a large call waits for a second person, and the same person twice is one', () => {
    const status = (...facts: CallUpFact[]) => foldCallUp(facts, NOW + MINUTE).status;
    const approved = (by: string): CallUpFact => ({ kind: 'approved', at: NOW + 1, by });
    expect(status(proposed(29))).toBe('sent');
    expect(status(proposed(30))).toBe('waits-for-second');
    expect(status(proposed(30), approved('anh Dũng'))).toBe('waits-for-second');
    expect(status(approved('chị Lan'), proposed(30))).toBe('sent');
    expect(status()).toBe('not-proposed');
    const waits = foldCallUp([proposed(600)], NOW + HOUR);
    expect([waits.toCall, new Set(waits.vehicles.values())]).toEqual([[], new Set(['waiting'])]);
  });

  const recipients: Recipient[] = [
    ...crossings(5).map((crossingId) => ({ kind: 'driver' as const, crossingId })),
    { kind: 'yard', yard: 'Viettel' },
    { kind: 'yard', yard: 'Xuân Cương' },
  ];
  const reached = fc.record({
    kind: fc.constant('reached' as const),
    at: fc.integer({ min: NOW, max: NOW + HOUR }),
    message: fc.constantFrom('call' as const, 'recall' as const),
    recipient: fc.constantFrom(...recipients),
  });

  test('FL-27 a recall goes to everybody whom the call reached, in whatever order and however late it reached them', () => {
    let owed = 0;
    const recall = fc.record({
      kind: fc.constant('recalled' as const),
      at: fc.integer({ min: NOW, max: NOW + HOUR }),
      by: fc.constant('chị Lan'),
      reason: fc.constant('a wrong list'),
      crossingIds: fc.subarray(crossings(5), { minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(reached, { maxLength: 20 }), recall, (deliveries, recalled) => {
        const facts: CallUpFact[] = [proposed(5), recalled, ...deliveries];
        const state = foldCallUp(facts, NOW + 2 * HOUR);
        expect(foldCallUp(facts.toReversed(), NOW + 2 * HOUR).toRecall.length).toBe(state.toRecall.length);
        const taken = new Set(recalled.crossingIds);
        for (const recipient of recipients) {
          const concerned = recipient.kind !== 'driver' || taken.has(recipient.crossingId);
          const last = (message: string) =>
            Math.max(
              ...deliveries.flatMap((each) =>
                each.message === message && each.recipient === recipient ? [each.at] : [],
              ),
            );
          const told = last('recall') >= last('call');
          const must = concerned && last('call') > 0 && !told;
          expect(state.toRecall.includes(recipient)).toBe(must);
          owed += Number(must);
        }
        // Nobody is called any more who was taken back.
        expect(state.toCall.some((each) => each.kind === 'driver' && taken.has(each.crossingId))).toBe(false);
      }),
      { numRuns: 300 },
    );
    expect(owed).toBeGreaterThan(100);
  });

  test('FL-28 acknowledged by driver or yard, else missed after a quarter of an hour', () => {
    const facts: CallUpFact[] = [
      proposed(4),
      { kind: 'acknowledged', at: NOW + MINUTE, crossingId: crossingNo(0), by: 'driver' },
      { kind: 'acknowledged', at: NOW + MINUTE, crossingId: crossingNo(1), by: 'yard' },
      { kind: 'arrived', at: NOW + 9 * MINUTE, crossingId: crossingNo(1) },
      {
        kind: 'recalled',
        at: NOW + 9 * MINUTE,
        by: 'chị Lan',
        reason: 'customs asked',
        crossingIds: [crossingNo(3)],
      },
    ];
    const states = (now: number) => [...foldCallUp(facts, now).vehicles.values()];
    expect(states(NOW + ANSWER_WITHIN_MS)).toEqual(['acknowledged', 'arrived', 'called', 'recalled']);
    expect(states(NOW + ANSWER_WITHIN_MS + 1)).toEqual(['acknowledged', 'arrived', 'missed', 'recalled']);
    expect(foldCallUp(facts, NOW).toCall).toHaveLength(4);
  });

  test('FL-29 yards let go one after the other at the pace of the gate, the farthest first to leave', () => {
    const batches = [
      { yard: 'Viettel', vehicles: 10, travelMs: 18 * MINUTE },
      { yard: 'free zone', vehicles: 20, travelMs: 6 * MINUTE },
      { yard: 'Xuân Cương', vehicles: 5, travelMs: MINUTE },
    ];
    const sent = staggerYards(batches, NOW, 60);
    expect(sent.map(({ sendAt }) => (sendAt - NOW) / MINUTE)).toEqual([0, 22, 47]);
    const arrivals = sent.map(({ sendAt, travelMs }) => sendAt + travelMs);
    expect(arrivals.toSorted((a, b) => a - b)).toEqual(arrivals);
    expect(staggerYards([], NOW, 60)).toEqual([]);
  });

  test('FL-29 a desk is told to wait while another yard’s vehicles are still coming in', () => {
    const vehicles = (count: number) => Array.from({ length: count });
    const calls = [
      { yard: 'Viettel', sentAt: NOW - 5 * MINUTE, vehicles: vehicles(20) },
      { yard: 'free zone', sentAt: NOW - 60 * MINUTE, vehicles: vehicles(20) },
      { yard: 'Viettel', sentAt: null, vehicles: vehicles(90) },
    ];
    const wait = (yard: string) => otherYardFirst(calls, yard, 18 * MINUTE, 60, NOW);
    // Twenty at sixty an hour take twenty minutes, five of which have gone.
    expect(wait('free zone')).toEqual({ yard: 'Viettel', at: NOW + 15 * MINUTE });
    expect(wait('Viettel')).toBeNull();
    expect(otherYardFirst([], 'Viettel', 0, 60, NOW)).toBeNull();
  });
});

describe('FL no-show', () => {
  const noShow = (day: number, over: object = {}): PlaceRecord => ({
    kind: 'no-show',
    at: NOW + day * 24 * HOUR,
    behindMinutes: 0,
    reached: true,
    ...over,
  });

  test('FL-30 late by an hour is not late; later the place is postponed once in sixty days, then lost', () => {
    const late = (hours: number, postponed = false) =>
      placeAfterLateness({ toldAt: NOW, cameAt: NOW + hours * HOUR, postponed });
    expect([late(-3).kind, late(1).kind]).toEqual(['kept', 'kept']);
    expect([late(1.1), late(4.1), late(10)]).toEqual([
      { kind: 'postponed', hours: 4 },
      { kind: 'postponed', hours: 6 },
      { kind: 'postponed', hours: 10 },
    ]);
    expect([late(10.1).kind, late(2, true).kind]).toEqual(['lost', 'lost']);
    expect([afterMissedCall(1), afterMissedCall(2)]).toEqual(['called-again', 'asks-anew']);
    const postponed: PlaceRecord = { kind: 'postponed', at: NOW };
    const may = (days: number) => standingOf([postponed], NOW + days * 24 * HOUR).mayPostpone;
    expect([may(0), may(59), may(60)]).toEqual([false, false, true]);
  });

  test('FL-30 two no-shows running block for fourteen days; never when the gate was late or nobody was reached', () => {
    const blocked = (records: readonly PlaceRecord[], day = 3) =>
      standingOf(records, NOW + day * 24 * HOUR).blockedUntil;
    expect(blocked([noShow(0)])).toBeNull();
    expect(blocked([noShow(0), noShow(2)])).toBe(NOW + 16 * 24 * HOUR);
    expect(blocked([noShow(0), noShow(2)], 16)).toBeNull();
    expect(blocked([noShow(0), { kind: 'came', at: NOW + 24 * HOUR }, noShow(2)])).toBeNull();
    expect(blocked([noShow(0), noShow(2, { behindMinutes: 60 })])).toBeNull();
    expect(blocked([noShow(0), noShow(2, { reached: false })])).toBeNull();
    expect(blocked([noShow(2), noShow(0)])).toBe(NOW + 16 * 24 * HOUR);
  });
});
