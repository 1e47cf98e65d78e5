import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureExits } from './measure-exits';
import { acceptance, TOLD_FORGOTTEN_MS, TOLD_FRESH_MS, type ToldAcceptance } from './neighbour';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 4);
const always = [{ from: NOW - 20 * HOUR, to: NOW + HOUR }];
/** One vehicle every so many minutes from `from` on, at the end of each. */
const every = (minutes: number, from: number, to: number) =>
  Array.from(
    { length: Math.floor((to - from) / (minutes * MINUTE)) },
    (_, n) => from + (n + 1) * minutes * MINUTE,
  );
const measured = (over: Partial<Parameters<typeof measureExits>[0]> = {}) =>
  measureExits({
    now: NOW,
    leftAt: every(3, NOW - 6 * HOUR, NOW),
    ready: [{ from: NOW - 6 * HOUR, to: NOW }],
    open: always,
    ...over,
  });
const known = (exits: ReturnType<typeof measured>, told: readonly ToldAcceptance[] = []) =>
  acceptance({ now: NOW, told, measured: exits, assumedPerHour: 40 });
const word = (vehiclesPerHour: number, ageMs: number): ToldAcceptance => ({
  level: 'person',
  vehiclesPerHour,
  validFrom: NOW - ageMs,
  validTo: null,
  at: NOW - ageMs,
  toldBy: 'duty office',
  channel: 'hotline',
});

describe('FL measuring the neighbour', () => {
  test('FL-31 exits count only over the time in which somebody stood ready; a night and an empty line say nothing', () => {
    expect(known(measured())).toMatchObject({ source: 'measured', vehiclesPerHour: 20 });
    const overnight = measured({
      leftAt: every(3, NOW - 12 * HOUR, NOW - 10 * HOUR),
      ready: [{ from: NOW - 12 * HOUR, to: NOW - 10 * HOUR }],
      open: [
        { from: NOW - 14 * HOUR, to: NOW - 10 * HOUR },
        { from: NOW - MINUTE, to: NOW + HOUR },
      ],
    });
    expect(known(overnight)).toMatchObject({ source: 'measured', vehiclesPerHour: 20 });
    const gaps = Array.from({ length: 12 }, (_, n) => ({
      from: NOW - (n + 1) * 20 * MINUTE,
      to: NOW - (n + 1) * 20 * MINUTE + 6 * MINUTE,
    })).toReversed();
    const scarce = measured({
      ready: gaps,
      leftAt: gaps.flatMap(({ from }) => [from + 3 * MINUTE, from + 6 * MINUTE]),
    });
    expect(scarce).toMatchObject({ queued: false });
    expect(known(scarce)).toMatchObject({ source: 'assumed', vehiclesPerHour: 40 });
    expect(measured({ ready: [] })).toBeNull();
  });

  test('FL-31 the bounds hold the true rate in eight of ten cases, and narrow as more is counted', () => {
    let state = 7;
    const uniform = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    let within = 0;
    const trials = 800;
    for (let trial = 0; trial < trials; trial += 1) {
      const leftAt: number[] = [];
      for (let at = NOW - 3 * HOUR; at < NOW; ) {
        at += (-Math.log(uniform()) * HOUR) / 12;
        if (at < NOW) leftAt.push(at);
      }
      const exits = { vehicles: leftAt.length, from: NOW - 3 * HOUR, to: NOW, queued: true };
      const { low, high } = known(exits);
      within += Number((low ?? 99) <= 12 && 12 <= (high ?? 0));
    }
    expect(within / trials).toBeGreaterThan(0.78);
    expect(within / trials).toBeLessThan(0.88);
    const width = (vehicles: number, hours: number) => {
      const { low, high } = known({ vehicles, from: NOW - hours * HOUR, to: NOW, queued: true });
      return (high ?? 0) - (low ?? 0);
    };
    expect(width(80, 4)).toBeLessThan(width(20, 1));
  });

  test('FL-32 a word without an end fades into what is measured: never above it, never beyond it', () => {
    const at = (ageMs: number, told = 4) => known(measured(), [word(told, ageMs)]);
    expect(at(TOLD_FRESH_MS).vehiclesPerHour).toBe(4);
    expect(at((TOLD_FRESH_MS + TOLD_FORGOTTEN_MS) / 2)).toMatchObject({
      source: 'told',
      vehiclesPerHour: 12,
    });
    expect(at(TOLD_FORGOTTEN_MS + 1)).toMatchObject({ source: 'measured', vehiclesPerHour: 20 });
    fc.assert(
      fc.property(
        fc.nat({ max: 40 }),
        fc.nat({ max: 14 * HOUR }),
        fc.nat({ max: HOUR }),
        (told, age, more) => {
          const [young, old] = [at(age, told), at(age + more, told)];
          if (age > TOLD_FRESH_MS) expect(old.vehiclesPerHour).toBeLessThanOrEqual(20 + 1e-9);
          if (age > TOLD_FRESH_MS && told < 20)
            expect(old.vehiclesPerHour).toBeGreaterThanOrEqual(young.vehiclesPerHour - 1e-9);
        },
      ),
    );
  });
});
