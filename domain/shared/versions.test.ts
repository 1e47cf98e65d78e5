import { describe, expect, test } from 'vitest';
import { mayBeOf, type Version } from './versions';

const NEWEST: Version<string> = {
  version: 4,
  madeAt: 1,
  madeBy: 'ha',
  reason: 'one lane more',
  sameAs: null,
  content: 'four lanes',
};
const ORDER = { basedOn: 3, madeBy: 'ha', reason: 'one lane more' };

describe('an order whose answer was lost', () => {
  test('is known by what it was based on, by whom and why', () => {
    expect(mayBeOf(NEWEST, ORDER)).toBe(true);
  });

  test.each([{ basedOn: 4 }, { basedOn: 2 }, { madeBy: 'lan' }, { reason: 'another' }])(
    'another order is not taken for it: %o',
    (other) => {
      expect(mayBeOf(NEWEST, { ...ORDER, ...other })).toBe(false);
    },
  );
});
