import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GATES } from '../gate/gates';
import { OF_PROVINCE } from '../shared/identity';
import { FIRM_ROLES } from '../shared/vocabulary';
import {
  afterAttempt,
  afterCrash,
  afterReceipt,
  DELIVERY_STATES,
  MOST_TRIES,
  pauseAfterTry,
} from './delivery';
import { dueOf, quietEnd } from './due';
import { isLateTold } from './late-told';
import { factOfPaper, paperTold } from './paper-told';
import { placeOfTelling } from './place';
import { channelsFor, preferenceSchema, USUAL_PREFERENCE, USUAL_QUIET } from './preference';
import { hasMoved, toldTime } from './slot-told';
import { smsLength } from './sms-parts';
import { isTold, TELLING_KINDS, TELLING_RULES } from './telling-kind';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 22 November 2026 in Hà Nội, by clock. */
const at = (hour: number, minute = 0) => Date.UTC(2026, 10, 21, 17) + hour * HOUR + minute * MINUTE;

describe('what is told', () => {
  test('TE-1 owners hear of everything, viewers of nothing, dispatchers of vehicles and declarants of papers too', () => {
    const told = FIRM_ROLES.map((role) => TELLING_KINDS.filter((kind) => isTold(role, kind)).length);
    expect(told).toEqual([TELLING_KINDS.length, TELLING_KINDS.length, 15, 0]);
    expect(isTold('dispatcher', 'fee-due')).toBe(false);
    expect(TELLING_KINDS.filter((kind) => TELLING_RULES[kind].driver)).toContain('called');
    expect(TELLING_RULES.corrected.driver).toBe(false);
  });

  test('TE-2 a choice takes the place of the table for that kind alone', () => {
    const chosen = { choices: { called: ['sms' as const], question: [] } };
    expect(channelsFor('called', chosen)).toEqual(['sms']);
    expect(channelsFor('question', chosen)).toEqual([]);
    expect(channelsFor('held', chosen)).toEqual(TELLING_RULES.held.channels);
    expect(preferenceSchema.parse(USUAL_PREFERENCE)).toEqual(USUAL_PREFERENCE);
    expect(preferenceSchema.safeParse({ ...USUAL_PREFERENCE, quiet: { from: 5, to: 5 } }).success).toBe(
      false,
    );
  });
});

describe('when it is told', () => {
  test('TE-3 at night it waits until the quiet hours are over, over midnight too; by day it goes at once', () => {
    expect(quietEnd(at(21, 59), USUAL_QUIET)).toBe(at(21, 59));
    expect(quietEnd(at(22), USUAL_QUIET)).toBe(at(30));
    expect(quietEnd(at(5, 59) + 59_999, USUAL_QUIET)).toBe(at(6));
    expect(quietEnd(at(6), USUAL_QUIET)).toBe(at(6));
    expect(quietEnd(at(13), { from: 12 * 60, to: 14 * 60 })).toBe(at(14));
    expect(quietEnd(at(23), null)).toBe(at(23));
  });

  test('TE-3 calls, recalls and passes that no longer hold go through', () => {
    for (const kind of ['called', 'call-recalled', 'pass-revoked', 'pass-reissued'] as const)
      expect(dueOf(kind, { at: at(23), now: at(23) }, USUAL_QUIET).dueAt).toBe(at(23));
    expect(dueOf('held', { at: at(23), now: at(23) }, USUAL_QUIET)).toEqual({
      dueAt: at(30),
      expiresAt: at(42),
    });
  });

  test('TE-3 TE-4 what is heard of late wakes nobody either, and lives no longer for it', () => {
    // Held at 21:00, told by the tablet at 23:30.
    expect(dueOf('held', { at: at(21), now: at(23, 30) }, USUAL_QUIET)).toEqual({
      dueAt: at(30),
      expiresAt: at(39, 30),
    });
    expect(dueOf('held', { at: at(8), now: at(11) }, USUAL_QUIET)).toEqual({
      dueAt: at(11),
      expiresAt: at(20),
    });
    const { dueAt, expiresAt } = dueOf('called', { at: at(8), now: at(11) }, USUAL_QUIET);
    expect(expiresAt).toBeLessThan(dueAt);
  });

  test('TE-3 whatever the hours are, the wait is under a day and ends outside of them', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: 0, max: 3 * 1440 }), (from, to, later) => {
        fc.pre(from !== to);
        const begin = at(0) + later * MINUTE;
        const end = quietEnd(begin, { from, to });
        expect(end - begin).toBeGreaterThanOrEqual(0);
        expect(end - begin).toBeLessThan(24 * HOUR);
        expect(quietEnd(end, { from, to })).toBe(end);
      }),
    );
  });

  test('TE-4 what overtakes something is about the same people; a recall and a lifted hold stand never alone', () => {
    expect(TELLING_RULES['call-recalled'].overtakes).toEqual(['called']);
    for (const kind of TELLING_KINDS) {
      const { overtakes, isMuteAlone, driver } = TELLING_RULES[kind];
      for (const other of overtakes) expect(driver || !TELLING_RULES[other].driver).toBe(true);
      if (isMuteAlone) expect(overtakes.length).toBeGreaterThan(0);
    }
  });

  test('TE-14 what was promised is told from two hours before until two hours after', () => {
    const hours = [9, 10, 12, 13, 14].map((hour) => isLateTold(at(12), at(hour)));
    expect(hours).toEqual([false, true, true, true, false]);
  });

  test('TE-10 a turn is told again from half an hour on, to five minutes', () => {
    expect(hasMoved(at(10), at(10, 29))).toBe(false);
    expect(hasMoved(at(10), at(10, 30))).toBe(true);
    expect(hasMoved(at(10), at(9, 30))).toBe(true);
    expect(toldTime(at(10, 2) + 1)).toBe(at(10));
    expect(toldTime(at(10, 3))).toBe(at(10, 5));
  });
});

describe('a text message', () => {
  test('TE-5 lengths are counted as they are paid for', () => {
    expect(smsLength('a'.repeat(160))).toEqual({ alphabet: 'gsm-7', length: 160, parts: 1 });
    expect(smsLength('a'.repeat(161)).parts).toBe(2);
    expect(smsLength('a'.repeat(307)).parts).toBe(3);
    expect(smsLength('€'.repeat(80))).toEqual({ alphabet: 'gsm-7', length: 160, parts: 1 });
    expect(smsLength('ế'.repeat(70))).toEqual({ alphabet: 'ucs-2', length: 70, parts: 1 });
    expect(smsLength('叫'.repeat(71)).parts).toBe(2);
    expect(smsLength('😀').length).toBe(2);
  });
});

describe('a message on its way', () => {
  test('TE-7 only where the other side tells it by its id is anything sent again that may have arrived', () => {
    const once = { tries: 1, knowsIds: false };
    expect(afterAttempt({ kind: 'accepted' }, once)).toBe('sent');
    expect(afterAttempt({ kind: 'never' }, once)).toBe('failed');
    expect(afterAttempt({ kind: 'later' }, once)).toBe('queued');
    expect(afterAttempt({ kind: 'unsure' }, once)).toBe('unknown');
    expect(afterCrash(once)).toBe('unknown');
    expect(afterCrash({ ...once, knowsIds: true })).toBe('queued');
  });

  test('TE-7 it is given up after a number of tries, with growing pauses', () => {
    expect(afterAttempt({ kind: 'later' }, { tries: MOST_TRIES, knowsIds: true })).toBe('failed');
    expect(afterCrash({ tries: MOST_TRIES, knowsIds: true })).toBe('unknown');
    const pauses = Array.from({ length: MOST_TRIES }, (_, tries) => pauseAfterTry(tries + 1, 0.5));
    expect(pauses.slice(0, 3)).toEqual([2_000, 4_000, 8_000]);
    expect(
      Math.max(...Array.from({ length: 20 }, (_, tries) => pauseAfterTry(tries, 1))),
    ).toBeLessThanOrEqual(12 * MINUTE);
  });

  test('TE-8 what was delivered stays delivered; a receipt never wakes what was not sent', () => {
    for (const state of DELIVERY_STATES) {
      const failed = afterReceipt(state, 'failed');
      if (state === 'delivered') expect(failed).toBeNull();
      if (['queued', 'expired', 'overtaken'].includes(state))
        expect([failed, afterReceipt(state, 'delivered')]).toEqual([null, null]);
    }
    expect(afterReceipt('unknown', 'delivered')).toBe('delivered');
    expect(afterReceipt('sending', 'delivered')).toBe('delivered');
    expect(afterReceipt('failed', 'delivered')).toBe('delivered');
  });

  test('every telling leads to a place of this site', () => {
    const [gate] = GATES;
    if (gate === undefined) throw new Error('no gate');
    for (const kind of TELLING_KINDS)
      expect(placeOfTelling(kind, { gateId: gate.code, crossingId: '0199', values: {} })).toMatch(
        /^\/declare(#|$)/,
      );
  });
});

describe('papers of a fleet', () => {
  const DAY = 24 * HOUR;
  const UNTIL = '2026-12-24';
  /** Noon at home, so many days before the last day. */
  const daysAhead = (days: number) => Date.UTC(2026, 11, 24, 5) - days * DAY;
  const today = (days: number) => new Date(daysAhead(days)).toISOString().slice(0, 10);

  test('TE-15 a paper is told 30 days, 7 days and 1 day before its last day and when that is over', () => {
    const stages = [31, 30, 8, 7, 2, 1, 0, -1, -7, -8].map(
      (days) => paperTold(UNTIL, today(days))?.stage ?? null,
    );
    expect(stages).toEqual([null, 30, 30, 7, 7, 1, 1, 'over', 'over', null]);
    expect(paperTold(null, today(0))).toBeNull();
  });

  test('TE-15 whatever days somebody looks on, no stage is told twice, and the last one is told if the last looks were made', () => {
    const held = { firmId: 'f', entryId: 'e', paper: 'licence', plate: '12C12345', until: UNTIL } as const;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 60 }), { maxLength: 40 }), (looks) => {
        const days = [...looks, -1].toSorted((a, b) => b - a);
        const keys = days.flatMap((day) => factOfPaper(held, daysAhead(day))?.key ?? []);
        const told = [...new Set(keys)];
        expect(told.length).toBeLessThanOrEqual(4);
        expect(told.at(-1)).toBe(`paper e licence ${UNTIL} over`);
        const renewed = factOfPaper({ ...held, until: '2026-12-31' }, daysAhead(0));
        expect(told).not.toContain(renewed?.key);
      }),
    );
  });

  test('TE-15 a driver’s paper leads to the drivers and names nobody', () => {
    const of = { firmId: 'f', entryId: 'e', paper: 'driving', plate: null, until: UNTIL } as const;
    const fact = factOfPaper(of, daysAhead(3));
    if (fact === null) throw new Error('nothing told');
    expect(fact.values).toEqual({ paper: 'driving', until: UNTIL, days: 3 });
    const subject = { gateId: OF_PROVINCE, crossingId: null };
    expect(placeOfTelling(fact.kind, { ...subject, values: fact.values })).toBe('/declare#fleet-driver');
    expect(placeOfTelling(fact.kind, { ...subject, values: { paper: 'licence' } })).toBe('/declare#fleet');
  });
});
