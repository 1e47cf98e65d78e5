import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { coalesced, once, paced } from './coalesce';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('wishes during a run are one more run, also after one that failed', async () => {
  let runs = 0;
  let end = () => {};
  const wish = coalesced(async () => {
    runs += 1;
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    if (runs === 1) throw new Error('the store was busy');
  });
  wish();
  wish();
  wish();
  expect(runs).toBe(1);
  end();
  await vi.runAllTimersAsync();
  expect(runs).toBe(2);
  end();
  await vi.runAllTimersAsync();
  expect(runs).toBe(2);
});

test('what is loaded once is loaded once, and tried again only when it failed', async () => {
  let tries = 0;
  const load = once(async () => {
    tries += 1;
    if (tries === 1) throw new Error('no network');
    return tries;
  });
  await expect(load()).rejects.toThrow('no network');
  expect(await Promise.all([load(), load(), load()])).toEqual([2, 2, 2]);
});

test('the first wish is done at once, the last is never left out, and none in between costs anything', () => {
  const done: number[] = [];
  let now = 0;
  const wish = paced(() => done.push(now), 300);
  for (; now < 1000; now += 50) {
    if (now <= 400) wish();
    vi.advanceTimersByTime(50);
  }
  expect(done).toHaveLength(3);
  expect(done[0]).toBe(0);
  // The wish at 400 is done when the rest that began at 300 is over.
  expect(done[2]).toBeGreaterThanOrEqual(400);
  wish();
  expect(done).toHaveLength(4);
});
