import { expect, test } from 'vitest';
import { lacksRemoved } from './cursor';

test('NE-21 a listener lacks what was removed when it is in an older epoch, or at a number that is gone', () => {
  const said = { epoch: 3, sequence: 900 };
  const lacks = (epoch: number, sequence: number, removed = 400) =>
    lacksRemoved(said, removed, { epoch, sequence });
  expect([lacks(0, 0), lacks(2, 5_000), lacks(3, 0), lacks(3, 400)]).toEqual([true, true, true, true]);
  expect([lacks(3, 401), lacks(3, 900)]).toEqual([false, false]);
  // One ahead of us was not away: we were set back (NE-8).
  expect([lacks(4, 1), lacks(3, 950)]).toEqual([false, false]);
  expect([lacks(0, 0, 0), lacks(3, 0, 0)]).toEqual([false, false]);
});
