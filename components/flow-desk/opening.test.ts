import { expect, test } from 'vitest';
import { openingAt } from './opening';

const HOURS = [
  { from: 7, to: 11 },
  { from: 13, to: 19 },
];

test('says until when it is open, and when it opens again', () => {
  expect(openingAt(HOURS, 7)).toEqual({ isOpen: true, changesAt: 11 });
  expect(openingAt(HOURS, 11)).toEqual({ isOpen: false, changesAt: 13 });
  expect(openingAt(HOURS, 19)).toEqual({ isOpen: false, changesAt: null });
});
