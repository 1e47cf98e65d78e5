import { describe, expect, test } from 'vitest';
import { type DeviceSigns, silenceOf, worstFirst } from './device-alarm';

const MINUTE = 60_000;
const now = 1_790_000_000_000;
const tablet = (over: Partial<DeviceSigns> = {}): DeviceSigns => ({
  isWithdrawn: false,
  isShiftOpen: true,
  lastSeenAt: now,
  enrolledAt: 0,
  unsynced: 0,
  quarantined: 0,
  ...over,
});
const silentFor = (ms: number, over: Partial<DeviceSigns> = {}) => tablet({ lastSeenAt: now - ms, ...over });

describe('DV alarms', () => {
  test('DV-7 in a shift ten minutes of silence warn and thirty are serious', () => {
    expect(silenceOf(silentFor(10 * MINUTE - 1), now)).toBe('none');
    expect(silenceOf(silentFor(10 * MINUTE), now)).toBe('warning');
    expect(silenceOf(silentFor(30 * MINUTE - 1), now)).toBe('warning');
    expect(silenceOf(silentFor(30 * MINUTE), now)).toBe('serious');
  });

  test('DV-7 without a shift, or withdrawn, silence is no alarm; never heard counts from enrolment', () => {
    expect(silenceOf(silentFor(99 * MINUTE, { isShiftOpen: false }), now)).toBe('none');
    expect(silenceOf(silentFor(99 * MINUTE, { isWithdrawn: true }), now)).toBe('none');
    expect(silenceOf(tablet({ lastSeenAt: null, enrolledAt: now - 11 * MINUTE }), now)).toBe('warning');
  });

  test('DV-8 the worst stands first, the withdrawn last', () => {
    const order = [
      silentFor(40 * MINUTE),
      silentFor(12 * MINUTE, { unsynced: 90 }),
      tablet({ quarantined: 1 }),
      tablet({ unsynced: 7 }),
      silentFor(5 * MINUTE, { isShiftOpen: false }),
      tablet(),
      silentFor(90 * MINUTE, { isWithdrawn: true, quarantined: 3 }),
    ];
    expect([...order].reverse().sort(worstFirst(now))).toEqual(order);
  });
});
