import { expect, test } from 'vitest';
import { currentOf, type TheirKey } from './their-keys';

const key = (keyId: string, over: Partial<TheirKey>): TheirKey => ({
  source: 'urn:border:cn:guangxi',
  keyId,
  publicKey: 'A'.repeat(43),
  state: 'trusted',
  offeredAt: 0,
  trustedBy: 'manager',
  trustedAt: 0,
  until: null,
  ...over,
});

test('NE-9 tokens are made with the key that they sign with now, in whatever order the rows come', () => {
  const now = key('1', {});
  const keys = [
    key('2', { until: 5 }),
    now,
    key('3', { state: 'offered' }),
    key('4', { state: 'retired', until: 1 }),
  ];
  for (const all of [keys, keys.toReversed()]) expect(currentOf(all)).toBe(now);
  expect(currentOf(keys.filter((each) => each !== now))).toBeNull();
});
