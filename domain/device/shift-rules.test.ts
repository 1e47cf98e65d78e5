import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasLapsed, isPurgeDue, lockDue, pinFault, silentSince, unlockDemand } from './shift-rules';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = 1_790_000_000_000;
const ago = (ms: number) => now - ms;

describe('DV shift', () => {
  test('DV-1 a sign-in stands for twelve hours, then it is asked for again where the centre can be asked', () => {
    const heard = { now, lastExchangeAt: ago(MINUTE) };
    expect(unlockDemand({ ...heard, signedInAt: ago(12 * HOUR - 1) }, 0)).toEqual({
      kind: 'none',
      silentMs: MINUTE,
    });
    expect(unlockDemand({ ...heard, signedInAt: ago(12 * HOUR) }, 0)).toEqual({ kind: 'sign-in' });
    expect(unlockDemand({ ...heard, signedInAt: null }, 3)).toEqual({ kind: 'sign-in' });
    expect(hasLapsed({ now, signedInAt: null })).toBe(true);
  });

  test('DV-1 without the centre a lapsed sign-in goes on standing', () => {
    const moment = { now, signedInAt: ago(20 * HOUR), lastExchangeAt: ago(19 * HOUR) };
    expect(unlockDemand(moment, 4)).toEqual({ kind: 'none', silentMs: 19 * HOUR });
  });

  test('DV-2 after a day without the centre a second officer is needed where one is known', () => {
    const moment = { now, signedInAt: ago(30 * HOUR), lastExchangeAt: ago(24 * HOUR) };
    expect(unlockDemand(moment, 1)).toEqual({ kind: 'second-officer', silentMs: 24 * HOUR });
    expect(unlockDemand({ ...moment, lastExchangeAt: ago(24 * HOUR - 1) }, 1).kind).toBe('none');
    // Nobody else is known: it opens alone, and says how long it has been.
    expect(unlockDemand(moment, 0)).toEqual({ kind: 'none', silentMs: 24 * HOUR });
    // A sign-in is an answer of the centre, too.
    expect(unlockDemand({ ...moment, signedInAt: ago(HOUR) }, 1)).toEqual({ kind: 'none', silentMs: HOUR });
  });

  test('DV-2 silence is never negative, whatever the clocks say', () => {
    const at = fc.option(fc.integer({ min: 0, max: 2 * now }), { nil: null });
    fc.assert(
      fc.property(at, at, (signedInAt, lastExchangeAt) => {
        const silent = silentSince({ now, signedInAt, lastExchangeAt });
        expect(silent === null).toBe(signedInAt === null && lastExchangeAt === null);
        expect(silent ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('DV-3 fifteen minutes without a touch or a scan lock', () => {
    const fresh = { now, signedInAt: ago(HOUR), lastExchangeAt: ago(MINUTE) };
    expect(lockDue(fresh, 15 * MINUTE - 1)).toBeNull();
    expect(lockDue(fresh, 15 * MINUTE)).toBe('idle');
  });

  test('DV-3 a lapsed shift ends between vehicles, and not at all without the centre', () => {
    const lapsed = { now, signedInAt: ago(13 * HOUR), lastExchangeAt: ago(MINUTE) };
    expect(lockDue(lapsed, 59_999)).toBeNull();
    expect(lockDue(lapsed, MINUTE)).toBe('expired');
    expect(lockDue({ ...lapsed, lastExchangeAt: ago(3 * 24 * HOUR) }, 14 * MINUTE)).toBeNull();
  });

  test('DV-4 three days without the centre and without an unlocking purge; one of both keeps', () => {
    const old = ago(72 * HOUR);
    expect(isPurgeDue({ now, lastExchangeAt: old, lastUnlockAt: old })).toBe(true);
    expect(isPurgeDue({ now, lastExchangeAt: old, lastUnlockAt: null })).toBe(true);
    expect(isPurgeDue({ now, lastExchangeAt: old + 1, lastUnlockAt: old })).toBe(false);
    expect(isPurgeDue({ now, lastExchangeAt: old, lastUnlockAt: ago(HOUR) })).toBe(false);
    expect(isPurgeDue({ now, lastExchangeAt: null, lastUnlockAt: null })).toBe(false);
  });

  test('DV-6 a PIN is four to eight digits, neither one digit nor a run', () => {
    for (const pin of ['0000', '77777777', '1234', '456789', '9876'])
      expect(pinFault(pin), pin).toBe('simple');
    for (const pin of ['', '123', '123456789', '12a4', '１２３５']) expect(pinFault(pin), pin).toBe('length');
    for (const pin of ['2580', '1357', '0901', '19283746']) expect(pinFault(pin), pin).toBeNull();
  });
});
