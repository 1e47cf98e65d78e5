import { expect, test } from 'vitest';
import { findBug } from './find-bugs';
import { PLANTED_BUGS } from './planted-bugs';

/** A simulation that finds nothing proves nothing until it has found what was hidden on purpose. */
const SEEDS = 24;
const STEPS = 400;

test('OF-75 at least 25 bugs are planted', () => {
  expect(PLANTED_BUGS.length).toBeGreaterThanOrEqual(25);
  expect(new Set(PLANTED_BUGS.map(({ name }) => name)).size).toBe(PLANTED_BUGS.length);
});

test.each(PLANTED_BUGS)(
  'OF-75 planted bug found: $name',
  async (bug) => {
    expect((await findBug(bug, SEEDS, STEPS)).caughtBy).not.toBeNull();
  },
  120_000,
);
