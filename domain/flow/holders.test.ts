import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inYardAt, isGivenUp, newsFor, yardLeadMs } from './holders';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 2);
const latenessP90Ms = 3 * HOUR;
const news = (liveAt: number, toldAt: number) =>
  newsFor({ now: NOW, liveAt: NOW + liveAt * HOUR, toldAt: NOW + toldAt * HOUR, latenessP90Ms });

describe('FL holders', () => {
  test('FL-39 moved a little nothing is said; later while one can stay, sooner as soon as one can come', () => {
    expect(news(10.5, 10)).toBeNull();
    expect(news(13, 10)).toEqual({ kind: 'later', tellAt: NOW + 13 * HOUR });
    expect(news(6, 10)).toEqual({ kind: 'sooner', tellAt: NOW + 6 * HOUR });
    expect(news(0, 10)).toEqual({ kind: 'sooner', tellAt: NOW + 3 * HOUR });
    expect(news(2.5, 1)).toBeNull();
    expect(news(0, 3)).toBeNull();
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 90, noNaN: true }),
        fc.double({ min: 0, max: 90, noNaN: true }),
        (live, told) => {
          const said = news(live, told);
          if (said === null) return;
          expect(said.tellAt).toBeGreaterThanOrEqual(NOW + latenessP90Ms);
          expect(said.kind === 'later').toBe(said.tellAt > NOW + told * HOUR);
          // Who has been told is not told the same again.
          expect(
            newsFor({ now: NOW, liveAt: NOW + live * HOUR, toldAt: said.tellAt, latenessP90Ms }),
          ).toBeNull();
        },
      ),
    );
  });

  test('FL-39 a place is given up an hour after the time told, never while the line itself is late', () => {
    const given = (toldAgo: number, liveAhead: number) =>
      isGivenUp({ now: NOW, toldAt: NOW - toldAgo * HOUR, liveAt: NOW + liveAhead * HOUR });
    expect([given(1, 0), given(1.01, 0), given(5, 0.4), given(5, 2)]).toEqual([false, true, true, false]);
  });

  test('FL-39 into the yard so long before that nine of ten are there, longer where half the yard is empty', () => {
    const lead = (places: number, vehiclesPerHour: number) =>
      yardLeadMs({ latenessP90Ms, places, vehiclesPerHour }) / HOUR;
    expect([lead(24, 20), lead(160, 20), lead(900, 20)]).toEqual([3, 4, 6]);
    const open = [
      { from: NOW - 20 * HOUR, to: NOW - 10 * HOUR },
      { from: NOW, to: NOW + 10 * HOUR },
    ];
    const at = (hours: number) =>
      (inYardAt(open, NOW + hours * HOUR, { leadMs: 4 * HOUR, latenessP90Ms }) - NOW) / HOUR;
    expect([at(6), at(4), at(1)]).toEqual([2, 0, -13]);
  });
});
