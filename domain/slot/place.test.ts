import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarRuleSchema } from '../flow/calendar';
import type { PlaceRecord } from '../flow/no-show';
import { dateAfter, dateOf, HOME, instantOf } from '../flow/zones';
import { gateIdSchema } from '../shared/identity';
import { MORNING } from '../testing/build-events';
import { type Candidate, isLineLate, postponementOf, refusalAtAll, refusalOf } from './may-take';
import { fateOf, type HeldPlace, TAKE_BACK_MS } from './place-fate';
import { recordLineSchema } from './public-record';
import { HOUR_MS, hourOf, slotClassOf } from './slot';
import { type HourOffer, offerKind } from './slot-board';

const NOW = hourOf(MORNING);
const hourNo = (n: number) => NOW + n * HOUR_MS;
const lorry = (over: Partial<Candidate> = {}): Candidate => ({
  goods: 'perishable',
  declaredAt: NOW - 24 * HOUR_MS,
  queue: { gateId: gateIdSchema.parse('HN'), route: null, direction: 'export' },
  calendar: [],
  arrivedAt: null,
  endedAt: null,
  records: [],
  ...over,
});
const noShow = (at: number, over: Partial<Extract<PlaceRecord, { kind: 'no-show' }>> = {}): PlaceRecord => ({
  kind: 'no-show',
  at,
  behindMinutes: 0,
  reached: true,
  ...over,
});
const held = (over: Partial<HeldPlace> = {}): HeldPlace => ({
  state: 'booked',
  hourStart: hourNo(2),
  untilHour: hourNo(2),
  toldAt: null,
  leavingAt: null,
  arrivedAt: null,
  endedAt: null,
  postponed: false,
  ...over,
});

describe('SL who may', () => {
  test('SL-7 a declared vehicle that is not here yet may have an hour of the coming three days', () => {
    expect(refusalOf(lorry(), hourNo(0), NOW)).toBeNull();
    expect(refusalOf(lorry(), hourNo(72), NOW)).toBeNull();
    for (const hour of [hourNo(-1), hourNo(73), hourNo(1) + 1])
      expect(refusalOf(lorry(), hour, NOW)).toBe('SL-HOUR');
    expect(refusalOf(lorry({ arrivedAt: 1 }), hourNo(1), NOW)).toBe('SL-ENDED');
    expect(refusalOf(lorry({ endedAt: 1 }), hourNo(1), NOW)).toBe('SL-ENDED');
    expect(refusalOf(lorry({ goods: 'empty' }), hourNo(1), NOW)).toBe('SL-CLASS');
    expect([slotClassOf('livestock'), slotClassOf('empty')]).toEqual(['other', null]);
  });

  test('SL-7 two no-shows running block, unless the gate itself was late', () => {
    const twice = [noShow(NOW - 5 * HOUR_MS), noShow(NOW - 3 * HOUR_MS)];
    expect(refusalOf(lorry({ records: twice }), hourNo(1), NOW)).toBe('SL-BLOCKED');
    const late = [noShow(NOW - 5 * HOUR_MS), noShow(NOW - 3 * HOUR_MS, { behindMinutes: 60 })];
    expect(refusalOf(lorry({ records: late }), hourNo(1), NOW)).toBeNull();
  });

  test('SL-7 no hour of a day for which it was declared too late, and any other', () => {
    const [today, tomorrow] = [dateOf(NOW, HOME), dateAfter(dateOf(NOW, HOME), 1)];
    const rule = (from: string, date: string) =>
      calendarRuleSchema.parse({
        from,
        to: from,
        zone: HOME,
        effect: { kind: 'declared-before', date },
        source: 'a test',
      });
    const calendar = [rule(tomorrow, today)];
    const midnight = instantOf(tomorrow, '00:00', HOME);
    const late = lorry({ calendar, declaredAt: NOW });
    expect(refusalOf(late, midnight, NOW)).toBe('SL-DATE');
    expect(refusalOf(late, midnight - HOUR_MS, NOW)).toBeNull();
    expect(refusalOf(late, midnight + 24 * HOUR_MS, NOW)).toBeNull();
    expect(refusalOf(lorry({ calendar }), midnight, NOW)).toBeNull();
    // It may take others: the day is not held against the vehicle.
    expect(refusalAtAll(lorry({ calendar: [rule(today, today)], declaredAt: NOW }), NOW)).toBeNull();
    const postponed = postponementOf(
      late,
      { hourStart: midnight - HOUR_MS },
      { hours: 4, now: NOW, behindMinutes: 0 },
    );
    expect(postponed).toEqual({ kind: 'refused', because: 'SL-DATE' });
  });

  test('SL-8 a place is postponed by one of four lengths, once; while the line is late it is not counted', () => {
    const ask = (hours: number, behindMinutes = 0, records: readonly PlaceRecord[] = []) =>
      postponementOf(lorry({ records }), { hourStart: hourNo(1) }, { hours, now: NOW, behindMinutes });
    expect(ask(4)).toEqual({ kind: 'moves', to: hourNo(5), counted: true });
    expect(ask(5)).toEqual({ kind: 'refused', because: 'SL-HOUR' });
    const used: readonly PlaceRecord[] = [{ kind: 'postponed', at: NOW - 1 }];
    expect(ask(4, 0, used)).toEqual({ kind: 'refused', because: 'SL-AGAIN' });
    expect(ask(4, 60, used)).toEqual({ kind: 'moves', to: hourNo(5), counted: false });
    expect([isLineLate(59), isLineLate(60)]).toEqual([false, true]);
  });
});

describe('SL what becomes of a place', () => {
  test('SL-9 given up, it stays for twenty seconds and then goes', () => {
    const place = held({ leavingAt: NOW });
    expect(fateOf(place, { now: NOW + TAKE_BACK_MS - 1, liveAt: null, shutMs: 0 })).toEqual({
      kind: 'stays',
    });
    const gone = { kind: 'goes', because: 'given-up' };
    expect(fateOf(place, { now: NOW + TAKE_BACK_MS, liveAt: null, shutMs: 0 })).toEqual(gone);
    expect(
      fateOf({ ...place, state: 'asked' }, { now: NOW + TAKE_BACK_MS, liveAt: null, shutMs: 0 }),
    ).toEqual(gone);
  });

  test('SL-9 nobody came: it goes an hour after its time, never while the line is later than that', () => {
    const at = (now: number, liveAt: number | null = null, shutMs = 0) =>
      fateOf(held(), { now, liveAt, shutMs });
    expect(at(hourNo(3))).toEqual({ kind: 'stays' });
    expect(at(hourNo(3) + 1)).toEqual({ kind: 'goes', because: 'no-show' });
    expect(at(hourNo(5), hourNo(8))).toEqual({ kind: 'stays' });
    const told = held({ toldAt: hourNo(7) });
    expect(fateOf(told, { now: hourNo(8), liveAt: hourNo(8), shutMs: 0 })).toEqual({ kind: 'stays' });
    expect(fateOf(told, { now: hourNo(8) + 1, liveAt: null, shutMs: 0 }).kind).toBe('goes');
    expect(at(hourNo(90), Number.POSITIVE_INFINITY)).toEqual({ kind: 'stays' });
    // Shut since before its hour, the gate opens at the ninth: nobody can have come before, and an hour of it is kept.
    expect(at(hourNo(9) - 1, hourNo(9), 7 * HOUR_MS - 1)).toEqual({ kind: 'stays' });
    expect(at(hourNo(10), null, 7 * HOUR_MS)).toEqual({ kind: 'stays' });
    expect(at(hourNo(10) + 1, null, 7 * HOUR_MS)).toEqual({ kind: 'goes', because: 'no-show' });
  });

  test('SL-9 who came has used the place, in time or late; a wish ends with its hours or its crossing', () => {
    const came = (hours: number, over: Partial<HeldPlace> = {}) =>
      fateOf(held({ arrivedAt: hourNo(hours), ...over }), { now: hourNo(20), liveAt: null, shutMs: 0 });
    expect(came(1)).toEqual({ kind: 'came', lateness: 'kept' });
    expect(came(5)).toEqual({ kind: 'came', lateness: 'postponed' });
    expect(came(5, { toldAt: hourNo(5) })).toEqual({ kind: 'came', lateness: 'kept' });
    expect(came(5, { postponed: true })).toEqual({ kind: 'came', lateness: 'lost' });
    const wish = held({ state: 'asked', untilHour: hourNo(4) });
    expect(fateOf(wish, { now: hourNo(5) - 1, liveAt: null, shutMs: 0 })).toEqual({ kind: 'stays' });
    expect(fateOf(wish, { now: hourNo(5), liveAt: null, shutMs: 0 })).toEqual({
      kind: 'goes',
      because: 'hours-past',
    });
    const ended = { kind: 'goes', because: 'crossing-ended' };
    expect(fateOf({ ...wish, endedAt: NOW }, { now: NOW, liveAt: null, shutMs: 0 })).toEqual(ended);
    expect(fateOf(held({ endedAt: NOW }), { now: NOW, liveAt: null, shutMs: 0 })).toEqual(ended);
  });

  test('SL-9 a place that stays now stayed before: without news, time alone ends it, once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('asked' as const, 'booked' as const),
        fc.nat({ max: 100 }),
        fc.nat({ max: 100 }),
        (state, early, later) => {
          const place = held({ state });
          const stays = (hours: number) =>
            fateOf(place, { now: hourNo(hours / 10), liveAt: null, shutMs: 0 }).kind === 'stays';
          if (stays(early + later)) expect(stays(early)).toBe(true);
        },
      ),
    );
  });
});

describe('SL what is said of it', () => {
  const offer = (over: Partial<HourOffer>): HourOffer => ({
    hourStart: NOW,
    liveAt: null,
    free: 0,
    released: 4,
    capacity: 10,
    limitedBy: 'gate',
    waiting: 0,
    nextReleaseAt: null,
    firmLeft: 3,
    ...over,
  });

  test('SL-11 an hour offers one thing', () => {
    expect(offerKind(offer({ free: 2 }))).toBe('free');
    expect(offerKind(offer({ free: 2, firmLeft: 0 }))).toBe('firm-share');
    expect(offerKind(offer({ nextReleaseAt: NOW }))).toBe('draw');
    expect(offerKind(offer({}))).toBe('waiting');
    expect(offerKind(offer({ capacity: 0, released: 0 }))).toBe('closed');
  });

  test('SL-10 a line of the record has a reference, a slot and a reason, and no room for anything else', () => {
    const line = {
      id: '01930000-0000-7000-8000-000000000001',
      at: NOW,
      direction: 'export',
      class: 'other',
      hourStart: NOW,
      reference: 'ab12',
      why: { kind: 'taken', by: 'draw', nth: 3, released: 7, passedOver: 0 },
    };
    expect(recordLineSchema.parse({ ...line, plate: '12C12345', firm: 'HTX' })).toEqual(line);
    expect(Object.keys(recordLineSchema.shape).toSorted()).toEqual(
      ['at', 'class', 'direction', 'hourStart', 'id', 'reference', 'why'].toSorted(),
    );
  });
});
