import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Hlc, hlcSchema } from './event';
import { clampHlc, FAR_FUTURE_MS, hlcMs, MAX_HLC_MS, makeHlc, mergeHlc, nextHlc, occurredAt } from './hlc';

const HOUR = 3_600_000;
const noon = Date.UTC(2026, 10, 22, 5);
/** A clock that drifts, is set back and forth by up to 48 hours and stands still. */
const jumps = fc.array(
  fc.oneof(fc.integer({ min: -48 * HOUR, max: 48 * HOUR }), fc.constant(0), fc.nat(50)),
  {
    minLength: 1,
    maxLength: 60,
  },
);

describe('EV clock', () => {
  test('EV-1 grows as text under a wall clock set back and forth by 48 hours', () => {
    let backwards = 0;
    fc.assert(
      fc.property(jumps, (steps) => {
        let wall = noon;
        let last: Hlc | null = null;
        for (const step of steps) {
          if (step < 0) backwards += 1;
          wall += step;
          const next: Hlc = nextHlc(last, wall);
          if (last !== null) expect(next > last).toBe(true);
          expect(hlcMs(next)).toBeGreaterThanOrEqual(wall);
          last = next;
        }
      }),
      { numRuns: 1000 },
    );
    expect(backwards).toBeGreaterThan(200);
  });

  test('EV-1 a full counter borrows a millisecond instead of going back', () => {
    const full = makeHlc(noon, 0xffff);
    expect(nextHlc(full, noon - HOUR)).toBe(makeHlc(noon + 1, 0));
  });

  test('EV-1 follows the wall clock when it is ahead', () => {
    expect(nextHlc(makeHlc(noon, 7), noon + 1)).toBe(makeHlc(noon + 1, 0));
  });

  test('EV-1 any number makes a valid clock that sorts like the number', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (a, b) => {
        expect(hlcSchema.safeParse(makeHlc(a, b)).success).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.nat(MAX_HLC_MS), fc.nat(MAX_HLC_MS), (a, b) => {
        expect(hlcMs(makeHlc(a, 0))).toBe(a);
        expect(makeHlc(a, 0) < makeHlc(b, 0)).toBe(a < b);
      }),
    );
  });

  test('EV-4 what is written after hearing another clock sorts after both', () => {
    const clock = fc
      .tuple(fc.nat(FAR_FUTURE_MS), fc.nat(0xffff))
      .map(([ms, count]) => makeHlc(noon + ms, count));
    fc.assert(
      fc.property(clock, clock, (last, seen) => {
        const merged = mergeHlc(last, seen, noon);
        expect(merged > last && merged > seen).toBe(true);
      }),
    );
  });

  test('EV-4 a far future is flagged, clamped and never believed', () => {
    const mad = makeHlc(noon + 48 * HOUR, 3);
    expect(clampHlc(mad, noon)).toEqual({ hlc: makeHlc(noon + FAR_FUTURE_MS, 0), suspect: true });
    expect(mergeHlc(makeHlc(noon, 0), mad, noon + 5)).toBe(makeHlc(noon + 5, 0));
    const near = makeHlc(noon + FAR_FUTURE_MS, 3);
    expect(clampHlc(near, noon)).toEqual({ hlc: near, suspect: false });
  });

  test('EV-5 time is the corrected wall clock, else the hybrid clock', () => {
    const hlc = makeHlc(noon + HOUR, 0);
    expect(occurredAt({ hlc, wall: noon - 5 * HOUR, offset: 5 * HOUR })).toBe(noon);
    expect(occurredAt({ hlc, wall: noon - 5 * HOUR, offset: null })).toBe(noon + HOUR);
  });
});
