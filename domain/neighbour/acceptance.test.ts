import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acceptance,
  LEVELS,
  type Level,
  LINK_FORGOTTEN_MS,
  LINK_FRESH_MS,
  RAMP_MS,
  type ToldAcceptance,
} from '../flow/neighbour';
import { plateKey, plateToken } from './plate-token';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 4);
const ASSUMED = 40;
const word = (
  level: Level,
  vehiclesPerHour: number,
  ageMs: number,
  validTo: number | null = null,
): ToldAcceptance => ({
  level,
  vehiclesPerHour,
  validFrom: NOW - ageMs,
  validTo,
  at: NOW - ageMs,
  toldBy: 'x',
  channel: 'x',
});
const believed = (...told: readonly ToldAcceptance[]) =>
  acceptance({ now: NOW, told, measured: null, assumedPerHour: ASSUMED });

describe('NE what is believed of the neighbour', () => {
  test('NE-4 a machine comes before a sheet, a sheet before a person, whichever was said last', () => {
    const all = [word('person', 33, 0), word('sheet', 22, MINUTE), word('machine', 11, 2 * MINUTE)];
    expect(believed(...all).vehiclesPerHour).toBe(11);
    expect(believed(...all.slice(0, 2)).vehiclesPerHour).toBe(22);
    expect(believed(...all.slice(0, 1)).vehiclesPerHour).toBe(33);
    expect(believed()).toMatchObject({ vehiclesPerHour: ASSUMED, source: 'assumed' });
  });

  test('NE-4 a later word by a lesser way is heeded where it says less, until the machine speaks again', () => {
    expect(believed(word('machine', 30, 3 * MINUTE), word('person', 0, MINUTE)).vehiclesPerHour).toBe(0);
    expect(believed(word('machine', 30, 0), word('person', 0, MINUTE)).vehiclesPerHour).toBe(30);
  });

  test('NE-3 a machine that fell silent fades into what else is known, whatever term it named', () => {
    const term = NOW + 8 * 60 * MINUTE;
    expect(believed(word('machine', 10, LINK_FRESH_MS, term)).vehiclesPerHour).toBe(10);
    const half = LINK_FRESH_MS + (LINK_FORGOTTEN_MS - LINK_FRESH_MS) / 2;
    expect(believed(word('machine', 10, half, term)).vehiclesPerHour).toBe(25);
    expect(believed(word('machine', 10, LINK_FORGOTTEN_MS + 1, term)).source).toBe('assumed');
    // Its high word never raises what is measured once it is stale, and a sheet of this morning does not end the fading.
    expect(believed(word('machine', 90, LINK_FRESH_MS + 1)).vehiclesPerHour).toBe(ASSUMED);
    expect(
      believed(word('machine', 10, half), word('sheet', 50, 3 * 60 * MINUTE, term)).vehiclesPerHour,
    ).toBe(30);
  });

  test('NE-5 a shortfall holds at once, a recovery rises evenly over a quarter of an hour and never beyond the word', () => {
    const risen = (ageMs: number) =>
      believed(word('machine', 6, ageMs + 9 * MINUTE), word('machine', 36, ageMs)).vehiclesPerHour;
    expect(believed(word('machine', 36, 9 * MINUTE), word('machine', 6, 0)).vehiclesPerHour).toBe(6);
    expect([risen(0), risen(RAMP_MS / 3), risen(RAMP_MS * 0.6)]).toEqual([6, 16, 24]);
    expect(
      believed(word('machine', 6, 20 * MINUTE), word('machine', 36, 16 * MINUTE), word('machine', 36, 0))
        .vehiclesPerHour,
    ).toBe(36);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(60), fc.nat(9 * MINUTE)), { minLength: 1, maxLength: 8 }),
        (said) => {
          const told = said.map(([rate, age]) => word('machine', rate, age));
          const { vehiclesPerHour } = believed(...told);
          const youngest = Math.min(...said.map(([, age]) => age));
          const last = Math.min(...said.flatMap(([rate, age]) => (age === youngest ? [rate] : [])));
          expect(vehiclesPerHour).toBeLessThanOrEqual(last);
          expect(vehiclesPerHour).toBeGreaterThanOrEqual(Math.min(...said.map(([rate]) => rate)));
        },
      ),
    );
  });

  test('NE-2 a closure stands until its end, whatever rate its machine says meanwhile and however long it is silent', () => {
    const closed = (ageMs: number, validTo: number | null) => ({
      ...word('machine', 0, ageMs, validTo),
      as: 'closure' as const,
    });
    const end = NOW + MINUTE;
    expect(believed(closed(9 * MINUTE, end), word('machine', 30, 0)).vehiclesPerHour).toBe(0);
    expect(believed(closed(20 * 60 * MINUTE, end), word('machine', 30, 0)).vehiclesPerHour).toBe(0);
    expect(believed(closed(20 * 60 * MINUTE, end)).vehiclesPerHour).toBe(0);
    expect(believed(closed(4 * 60 * MINUTE, null)).vehiclesPerHour).toBe(0);
    expect(
      believed(closed(9 * MINUTE, NOW), word('machine', 30, 20 * MINUTE)).vehiclesPerHour,
    ).toBeGreaterThan(0);
    expect(believed(closed(13 * 60 * MINUTE, null)).source).toBe('assumed');
  });

  test('NE-13 what was agreed is never gone beyond, whatever is said, measured or assumed; outside its term it says nothing', () => {
    const quota = (validTo: number) => ({
      ...word('machine', 25, 9 * 60 * MINUTE, validTo),
      as: 'agreement' as const,
    });
    const held = quota(NOW + MINUTE);
    expect(believed(word('machine', 60, 0), held)).toMatchObject({ vehiclesPerHour: 25, source: 'told' });
    expect(believed(held).vehiclesPerHour).toBe(25);
    expect(believed(word('machine', 10, 0), held).vehiclesPerHour).toBe(10);
    expect(believed(word('machine', 60, 0), quota(NOW)).vehiclesPerHour).toBe(60);
  });

  test('NE-5 a closure that ends is a recovery too, though the rate was said all the while', () => {
    const ended = (agoMs: number) =>
      believed(
        { ...word('machine', 0, 3 * 60 * MINUTE, NOW - agoMs), as: 'closure' },
        word('machine', 30, 2 * 60 * MINUTE),
        word('machine', 30, 0),
      ).vehiclesPerHour;
    expect([0, RAMP_MS / 3, RAMP_MS, 2 * RAMP_MS].map(ended)).toEqual([0, 10, 30, 30]);
  });

  test('NE-4 the order of a list decides nothing', () => {
    const words = fc.array(
      fc.record({ level: fc.constantFrom(...LEVELS), rate: fc.nat(80), age: fc.nat(13 * 60 * MINUTE) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(words, (all) => {
        const told = all.map(({ level, rate, age }) => word(level, rate, age));
        expect(believed(...told.toReversed()).vehiclesPerHour).toBeCloseTo(believed(...told).vehiclesPerHour);
      }),
    );
  });

  test('NE-9 a token is the same for both countries on one day, another on the next, and says nothing of the plate', () => {
    const shared = new Uint8Array(32).fill(7);
    const token = (secret: Uint8Array, day: string) => plateToken(plateKey(secret, day), '12C12345');
    const today = token(shared, '2026-11-23');
    expect(token(Uint8Array.from(shared), '2026-11-23')).toBe(today);
    expect(today).toMatch(/^[0-9a-f]{32}$/);
    expect(token(shared, '2026-11-24')).not.toBe(today);
    expect(token(new Uint8Array(32), '2026-11-23')).not.toBe(today);
  });
});
