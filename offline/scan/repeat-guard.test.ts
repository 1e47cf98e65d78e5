import { expect, test } from 'vitest';
import { createRepeatGuard } from './repeat-guard';

test('OF-22 a pass held in view is one scan', () => {
  const guard = createRepeatGuard();
  const times = Array.from({ length: 40 }, (_, n) => n * 500);
  expect(times.filter((at) => guard.isNew('a', at))).toEqual([0]);
});

test('OF-22 shown again after it was away, it is another scan', () => {
  const guard = createRepeatGuard();
  expect([0, 500, 3400, 6400].map((at) => guard.isNew('a', at))).toEqual([true, false, false, true]);
});

test('OF-22 another pass is new at once', () => {
  const guard = createRepeatGuard();
  expect(['a', 'b', 'a'].map((text, n) => guard.isNew(text, n))).toEqual([true, true, true]);
});

test('OF-82 the trigger key makes the pass in view a new scan', () => {
  const guard = createRepeatGuard();
  expect(guard.isNew('a', 0)).toBe(true);
  expect(guard.isNew('a', 100)).toBe(false);
  guard.forget();
  expect(guard.isNew('a', 200)).toBe(true);
});
