import { expect, test } from 'vitest';
import type { QueuePicture } from '@/domain/flow/picture';
import { roundTop, rulerHours, scaleOf, stretchesOf, ticksOf } from './ruler';

const HOUR = 3_600_000;
/** Midnight in Hà Nội. */
const MIDNIGHT = Date.parse('2026-11-26T17:00:00Z');
const capacity = (n: number) => ({ hourStart: MIDNIGHT + n * HOUR, places: n, limitedBy: 'gate' as const });

test('each hour says how much of it is open and what is expected at its end, and no more hours than there is room for', () => {
  const forecast = [{ hourStart: MIDNIGHT, arrivals: 1, queue: 3, low: 2, high: 5, waitMs: 0 }];
  const hours = rulerHours(
    [0, 1, 2].map(capacity),
    [{ from: MIDNIGHT + HOUR / 2, to: MIDNIGHT + 2 * HOUR }],
    forecast,
    2,
  );
  expect(hours.map(({ openShare }) => openShare)).toEqual([0.5, 1]);
  expect(hours.map(({ expected }) => expected?.queue ?? null)).toEqual([3, null]);
});

test('open and closed stretches fill the ruler without a gap', () => {
  const stretches = stretchesOf([{ from: 2, to: 4 }], { from: 0, to: 10 });
  expect(stretches).toEqual([
    { from: 0, to: 2, isOpen: false },
    { from: 2, to: 4, isOpen: true },
    { from: 4, to: 10, isOpen: false },
  ]);
});

test('ticks leave room for their words', () => {
  const hours = Array.from({ length: 12 }, (_, n) => capacity(n));
  expect(ticksOf(hours, 50, 40)).toHaveLength(12);
  expect(ticksOf(hours, 20, 40).map((at) => (at - MIDNIGHT) / HOUR)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(ticksOf(hours, 7, 40).map((at) => (at - MIDNIGHT) / HOUR)).toEqual([0, 6]);
});

test('the top of the chart is a round figure', () => {
  expect([0, 7, 41, 100, 230, 730].map(roundTop)).toEqual([10, 10, 50, 100, 300, 1000]);
});

test('what the yards hold is a line of the chart only where the queue comes near it', () => {
  const hours = rulerHours([capacity(0)], [], [], 1);
  const queueOf = (standing: number, places: number | null) => ({
    staging: { standing: 0, places },
    inside: { standing: 0, places: null },
    trial: { history: [], classShares: {}, input: { standing } } as unknown as QueuePicture['trial'],
  });
  expect(scaleOf(hours, queueOf(60, 100))).toEqual({ top: 100, room: 100 });
  expect(scaleOf(hours, queueOf(60, 900))).toEqual({ top: 100, room: null });
  expect(scaleOf(hours, queueOf(60, null))).toEqual({ top: 100, room: null });
});
