import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeRedirect, type Leaving } from './redirect';
import {
  judgeSubstitution,
  MOST_PER_CROSSING,
  type Replacement,
  SUBSTITUTION_PARTS,
  type SubstitutedCrossing,
} from './substitution';

const TODAY = '2026-11-27';
const CROSSING: SubstitutedCrossing = {
  ended: false,
  released: false,
  hasLivePass: true,
  isAsked: false,
  allowed: 0,
  isRecoupled: false,
  declared: { tractor: '12C12345', trailer: '12R12345', container: 'CSQU3054383', driver: 'le van tam' },
  classes: { tractor: { kind: 'tractor', container: 'none' }, trailer: { kind: 'trailer', container: '40' } },
};
type Vehicle = Extract<Replacement, { part: 'tractor' | 'trailer' }>;
const TRACTOR: Vehicle = {
  part: 'tractor',
  plate: '12C99999',
  class: { kind: 'tractor', container: 'none' },
  retired: false,
  verification: { kind: 'verified', at: 1 },
  licenceUntil: TODAY,
  insuranceUntil: null,
  busy: false,
};
const TRAILER: Vehicle = {
  ...TRACTOR,
  part: 'trailer',
  plate: '12R99999',
  class: { kind: 'trailer', container: '40' },
};
const DRIVER: Replacement = {
  part: 'driver',
  name: 'tran van bay',
  retired: false,
  licenceUntil: TODAY,
  busy: false,
};
const BOX: Replacement = { part: 'container', number: 'MSKU1234565', busy: false };

const judge = (replacement: Replacement | null, over: Partial<SubstitutedCrossing> = {}) =>
  judgeSubstitution(replacement?.part ?? 'tractor', { ...CROSSING, ...over }, replacement, TODAY);
const codeOf = (...asked: Parameters<typeof judge>) => {
  const verdict = judge(...asked);
  return verdict.kind === 'refused' ? verdict.code : verdict.kind;
};

describe('FV-9 refusals', () => {
  test('FV-9 what is over, released, without a pass, asked or substituted twice is refused, in that order', () => {
    const ended = {
      ended: true,
      released: true,
      hasLivePass: false,
      isAsked: true,
      allowed: MOST_PER_CROSSING,
    };
    expect(codeOf(TRACTOR, ended)).toBe('FV-ENDED');
    expect(codeOf(TRACTOR, { ...ended, ended: false })).toBe('FV-RELEASED');
    expect(codeOf(TRACTOR, { ...ended, ended: false, released: false })).toBe('FV-PASS');
    expect(codeOf(TRACTOR, { isAsked: true, allowed: MOST_PER_CROSSING })).toBe('FV-OPEN');
    expect(codeOf(TRACTOR, { allowed: MOST_PER_CROSSING })).toBe('FV-MOST');
    expect(codeOf(TRACTOR, { allowed: MOST_PER_CROSSING - 1 })).toBe('may');
  });

  test('FV-9 only what is in the fleet, another one and of the right kind may come', () => {
    expect(codeOf(null)).toBe('FV-FLEET');
    expect(codeOf({ ...TRACTOR, retired: true })).toBe('FV-FLEET');
    expect(codeOf({ ...TRACTOR, plate: '12C12345' })).toBe('FV-SAME');
    expect(codeOf({ ...TRACTOR, class: { kind: 'trailer', container: '40' } })).toBe('FV-KIND');
    expect(codeOf({ ...TRACTOR, class: { kind: 'rigid', container: '20' } })).toBe('FV-KIND');
    const none = { ...CROSSING.declared, trailer: null };
    expect(codeOf(TRAILER, { declared: none })).toBe('FV-NOTHING');
  });

  test('FV-9 unverified, without licence or insurance, or busy elsewhere it may not', () => {
    expect(codeOf({ ...TRACTOR, verification: { kind: 'unverified', because: 'never' } })).toBe(
      'FV-UNVERIFIED',
    );
    expect(codeOf({ ...TRACTOR, licenceUntil: '2026-11-26' })).toBe('FV-LICENCE');
    expect(codeOf({ ...TRACTOR, insuranceUntil: '2026-11-26' })).toBe('FV-INSURANCE');
    expect(codeOf({ ...TRACTOR, busy: true })).toBe('FV-BUSY');
    expect(codeOf({ ...DRIVER, licenceUntil: '2020-01-01' })).toBe('FV-DRIVER');
    expect(codeOf({ ...DRIVER, busy: true })).toBe('FV-BUSY');
    expect(codeOf({ ...DRIVER, name: 'le van tam' })).toBe('FV-SAME');
    expect(codeOf(DRIVER, { declared: { ...CROSSING.declared, driver: null } })).toBe('may');
  });

  test('FV-9 whatever else holds, nobody gets a vehicle that no officer has verified, or one more than allowed', () => {
    const facts = fc.record({
      ended: fc.boolean(),
      released: fc.boolean(),
      hasLivePass: fc.boolean(),
      isAsked: fc.boolean(),
      allowed: fc.nat(4),
      isRecoupled: fc.boolean(),
    });
    const unverified = fc.constantFrom('never', 'changed', 'claimed-twice', 'chassis-unknown' as const);
    fc.assert(
      fc.property(
        facts,
        fc.constantFrom(TRACTOR, TRAILER),
        fc.boolean(),
        unverified,
        (over, vehicle, busy, because) => {
          const doubtful: Replacement = { ...vehicle, busy, verification: { kind: 'unverified', because } };
          expect(judge(doubtful, over).kind).toBe('refused');
          if (over.allowed >= MOST_PER_CROSSING || over.ended || over.released)
            for (const each of [vehicle, DRIVER, BOX]) expect(judge(each, over).kind).toBe('refused');
        },
      ),
    );
  });

  test('FV-9 a replacement of one part is none for another', () => {
    for (const part of SUBSTITUTION_PARTS)
      for (const replacement of [TRACTOR, TRAILER, DRIVER, BOX])
        if (replacement.part !== part)
          expect(judgeSubstitution(part, CROSSING, replacement, TODAY)).toEqual({
            kind: 'refused',
            code: 'FV-FLEET',
          });
  });
});

test('FV-12 the same class keeps the place, another or an unknown one goes to the end of its hour', () => {
  expect(judge(TRACTOR)).toMatchObject({ kind: 'may', place: 'kept' });
  const alone = { ...CROSSING.declared, trailer: null };
  const rigid: Vehicle = { ...TRACTOR, class: { kind: 'rigid', container: '20' } };
  expect(judge(rigid, { declared: alone })).toMatchObject({ place: 'end-of-hour' });
  expect(judge(TRAILER)).toMatchObject({ place: 'kept' });
  const short: Vehicle = { ...TRAILER, class: { kind: 'trailer', container: '20' } };
  expect(judge(short)).toMatchObject({ place: 'end-of-hour' });
  expect(judge(TRAILER, { classes: { tractor: null, trailer: null } })).toMatchObject({
    place: 'end-of-hour',
  });
  expect(judge(DRIVER)).toMatchObject({ place: 'kept' });
});

test('FV-13 a container that moves between lorries needs an officer who consents', () => {
  expect(judge(BOX)).toEqual({ kind: 'may', place: 'kept', needsConsent: false });
  expect(judge({ ...BOX, busy: true })).toMatchObject({ needsConsent: true });
  expect(judge(BOX, { isRecoupled: true })).toMatchObject({ needsConsent: true });
  expect(codeOf({ ...BOX, number: 'CSQU3054383' })).toBe('FV-SAME');
});

const LEAVING: Leaving = {
  ended: false,
  insideAt: null,
  held: false,
  hasLivePass: true,
  isContinuation: false,
  from: 'HN',
  askedAt: 1_000,
};
const leave = (over: Partial<Leaving> = {}, to: { gate?: string; isClassOpen?: boolean } = {}) =>
  judgeRedirect({ ...LEAVING, ...over }, { gate: 'TT', isOpen: true, isClassOpen: true, ...to }, 5_000);

test('FV-14 a crossing goes on elsewhere before it enters, once, and not while it is held or without a pass', () => {
  expect(leave()).toMatchObject({ kind: 'moves' });
  const code = (over: Partial<Leaving>, gate = 'TT') => leave(over, { gate });
  expect(code({ ended: true })).toMatchObject({ code: 'RD-ENDED' });
  expect(code({ insideAt: 4_000 })).toMatchObject({ code: 'RD-INSIDE' });
  expect(code({ held: true })).toMatchObject({ code: 'RD-HELD' });
  expect(code({ hasLivePass: false })).toMatchObject({ code: 'RD-PASS' });
  expect(code({}, 'HN')).toMatchObject({ code: 'RD-SAME' });
  expect(code({ isContinuation: true })).toMatchObject({ code: 'RD-AGAIN' });
});

test('FV-15 the time of asking goes along where the class is open, and is never earlier than it was', () => {
  expect(leave()).toEqual({ kind: 'moves', askedAt: 1_000, carried: true });
  expect(leave({}, { isClassOpen: false })).toEqual({ kind: 'moves', askedAt: 5_000, carried: false });
  expect(leave({ askedAt: null })).toEqual({ kind: 'moves', askedAt: null, carried: false });
  fc.assert(
    fc.property(fc.nat(10_000), fc.boolean(), (askedAt, isClassOpen) => {
      const moved = leave({ askedAt }, { isClassOpen });
      expect(moved.kind === 'moves' && (moved.askedAt ?? 0) >= Math.min(askedAt, 5_000)).toBe(true);
    }),
  );
});
