import { expect, test, vi } from 'vitest';
import { proveThenEnter } from './prove-then-enter';

const over = new Error('AP-CODE');
const maybeSpent = (error: unknown) => error === over;
const steps = (spent: () => Promise<unknown>, isIn: boolean, isSpent = false) => {
  const [spend, enter] = [vi.fn(spent), vi.fn(async () => isIn)];
  return { spend, enter, run: () => proveThenEnter({ isSpent, spend, enter, maybeSpent }) };
};

test('spent, and then in', async () => {
  const { spend, enter, run } = steps(async () => null, true);
  expect(await run()).toEqual({ isSpent: true, error: null });
  expect([spend.mock.calls.length, enter.mock.calls.length]).toEqual([1, 1]);
});

test('spent but not in: pressed again it only goes in', async () => {
  const first = steps(async () => null, false);
  expect(await first.run()).toEqual({ isSpent: true, error: null });
  const again = steps(() => Promise.reject(over), true, true);
  expect(await again.run()).toEqual({ isSpent: true, error: null });
  expect([again.spend.mock.calls.length, again.enter.mock.calls.length]).toEqual([0, 1]);
});

test('spent before, and the answer got lost: in all the same; a wrong one is told after one try', async () => {
  const lost = steps(() => Promise.reject(over), true);
  expect(await lost.run()).toEqual({ isSpent: true, error: null });
  const wrong = steps(() => Promise.reject(over), false);
  expect(await wrong.run()).toEqual({ isSpent: false, error: over });
  expect(wrong.enter).toHaveBeenCalledOnce();
});

test('another error opens no door', async () => {
  const away = new Error('AP-LATER');
  const { enter, run } = steps(() => Promise.reject(away), true);
  expect(await run()).toEqual({ isSpent: false, error: away });
  expect(enter).not.toHaveBeenCalled();
});
