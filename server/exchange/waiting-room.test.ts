import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Entry, makeWaitingRoom } from './waiting-room';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const stay = () => new AbortController().signal;
const room = (inside = 2, most = inside) =>
  makeWaitingRoom({
    inside: { most, least: inside, ms: 500 },
    longestWaitMs: 1000,
    now: () => performance.now(),
  });

async function within(entry: Promise<Entry>): Promise<() => void> {
  const found = await entry;
  if (found.kind !== 'in') throw new Error(`not in but ${found.kind}`);
  return found.leave;
}

test('as many as fit are inside, the others come in the order in which they came', async () => {
  const { enter } = room();
  const [first, second] = [await within(enter(stay())), await within(enter(stay()))];
  const came: string[] = [];
  const third = within(enter(stay())).finally(() => came.push('third'));
  const fourth = within(enter(stay())).finally(() => came.push('fourth'));
  await vi.advanceTimersByTimeAsync(10);
  expect(came).toEqual([]);
  first();
  first();
  await third;
  expect(came).toEqual(['third']);
  second();
  await fourth;
  expect(came).toEqual(['third', 'fourth']);
});

test('whoever gives up leaves no trace: the next one comes in', async () => {
  const { enter } = room(1);
  const leave = await within(enter(stay()));
  const impatient = new AbortController();
  const gone = enter(impatient.signal);
  const next = enter(stay());
  impatient.abort();
  expect(await gone).toEqual({ kind: 'gone' });
  leave();
  expect((await next).kind).toBe('in');
  expect(await enter(impatient.signal)).toEqual({ kind: 'gone' });
});

test('who would wait too long is given a time of its own, each a little later', async () => {
  const { enter } = room(1);
  await within(enter(stay()));
  // At the first guess of 25 ms each, forty fill a second.
  for (let n = 0; n < 40; n += 1) void enter(stay());
  const told: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const entry = await enter(stay());
    if (entry.kind === 'later') told.push(entry.seconds);
  }
  expect(told).toHaveLength(200);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect([told[0], told.at(-1)]).toEqual([2, 5]);
});

test('who has waited too long is told when to come, before it gives up by itself', async () => {
  const { enter } = room(1);
  const leave = await within(enter(stay()));
  const [second, third] = [enter(stay()), enter(stay())];
  await vi.advanceTimersByTimeAsync(1000);
  const told = [await second, await third].map((entry) => (entry.kind === 'later' ? entry.seconds : 0));
  // The machine stood still for a second: the pace it is told by is that of the standstill.
  expect(told.every((seconds) => seconds >= 2)).toBe(true);
  leave();
  expect((await enter(stay())).kind).toBe('in');
});

test('ten thousand that knock before anybody has left come back at the first guess, not at the pace of a standstill', async () => {
  const { enter } = room(1);
  await within(enter(stay()));
  for (let n = 0; n < 20; n += 1) void enter(stay());
  await vi.advanceTimersByTimeAsync(900);
  const told: number[] = [];
  for (let n = 0; n < 10_000; n += 1) {
    const entry = await enter(stay());
    if (entry.kind === 'later') told.push(entry.seconds);
  }
  expect(told).toHaveLength(10_000);
  expect(told.at(-1)).toBeLessThanOrEqual(190);
});

/** Serves for a while, one every `eachMs`, others always waiting. */
async function served(eachMs: number) {
  const { enter } = room(4, 64);
  const inside: (() => void)[] = [];
  const come = () => void enter(stay()).then((entry) => entry.kind === 'in' && inside.push(entry.leave));
  for (let n = 0; n < 80; n += 1) come();
  for (let n = 0; n < 300; n += 1) {
    await vi.advanceTimersByTimeAsync(eachMs);
    inside.shift()?.();
    come();
  }
  await vi.advanceTimersByTimeAsync(0);
  return inside.length;
}

test('a fast machine lets more in at once, a slow one fewer: what is inside is soon served', async () => {
  expect(await served(5)).toBeGreaterThan(50);
  expect(await served(100)).toBeLessThan(8);
});
