import { expect, test } from 'vitest';
import { linkState, overall, type ServiceStatus } from './status';

test('TE-13 a link is troubled when its last try failed, works when it was good, and is idle before the first', () => {
  const link = { isSetUp: true, lastGoodAt: null, lastBadAt: null };
  expect(linkState({ ...link, isSetUp: false, lastBadAt: 5 })).toBe('off');
  expect(linkState(link)).toBe('idle');
  expect(linkState({ ...link, lastGoodAt: 5 })).toBe('works');
  expect(linkState({ ...link, lastGoodAt: 5, lastBadAt: 4 })).toBe('works');
  expect(linkState({ ...link, lastGoodAt: 5, lastBadAt: 6 })).toBe('troubled');
  expect(linkState({ ...link, lastBadAt: 6 })).toBe('troubled');
});

test('TE-13 one troubled link is enough to say so; one that is not used is not', () => {
  const of = (state: ServiceStatus['links'][number]['state']): ServiceStatus => ({
    at: 1,
    gates: [],
    links: [
      { link: 'bank', state, lastGoodAt: null },
      { link: 'push', state: 'works', lastGoodAt: 1 },
    ],
  });
  expect(['off', 'idle', 'works', 'troubled'].map((state) => overall(of(state as 'off')))).toEqual([
    'up',
    'up',
    'up',
    'partly',
  ]);
});
