import { expect, test } from 'vitest';
import { indexedStore } from './indexed-stores';
import { simulate } from './simulate';
import { simulateMany } from './simulate-many';
import { inMemory } from './stores';

/** The long form is `npm run proof -- simulate-sync`. */
const SEEDS = 100;
const STEPS = 500;
/** Faults of which one that was never met would prove nothing. */
const MET = [
  'request: request-lost',
  'request: answer-lost',
  'request: twice',
  'request: copied-late',
  'request: late',
  'request: node-dies-before',
  'request: node-dies-after',
  'mail after a day and more',
  'weather: requests-lost',
  'weather: answers-lost',
  'weather: portal',
  'weather: busy',
  'step: crash',
  'step: second-tab',
  'step: turn-clock',
  'step: restore',
  'step: rotate',
  'step: revoke',
  'step: neighbour',
  'storage full',
  'storage gone',
  'shown: memory-only',
  'speaks protocol 1',
  'told: needs-update',
  'told: device-revoked',
  'withdrawn tablets',
  'disk set back to an image',
  'forks kept',
  'event spoiled',
  'authority forged',
  'agency forged',
  'forgeries kept aside',
  'came after the withdrawal',
  'recorded after the withdrawal',
  'set back and declared',
  'set back and not declared',
  'older signed list offered',
  'streams read anew',
  'double uses',
  'code: PS-REV',
  'code: AD-USED',
  'verdict: applied',
  'verdict: duplicate',
  'verdict: quarantined',
  'verdict: fork',
];

test(`OF-75 ${SEEDS} seeds of ${STEPS} steps: every promise of the exchange holds, and every fault was met`, async () => {
  const { breaches, counts, events } = await simulateMany({
    seeds: Array.from({ length: SEEDS }, (_, at) => at + 1),
    steps: STEPS,
    orderOf: () => inMemory(),
  });
  expect(breaches).toEqual([]);
  expect(MET.filter((what) => (counts.get(what) ?? 0) === 0)).toEqual([]);
  expect(events).toBeGreaterThan(SEEDS * 50);
}, 600_000);

test('OF-75 the same seed gives the same trace, another seed another one (invariant 23)', async () => {
  const run = (seed: number) => simulate({ ...inMemory(), seed, steps: 300, bug: null });
  const [first, again, other] = [await run(7), await run(7), await run(8)];
  expect(again.hash).toBe(first.hash);
  expect(other.hash).not.toBe(first.hash);
}, 60_000);

test('OF-75 every promise holds over a real IndexedDB as well', async () => {
  const breaches = [];
  for (const seed of [1, 2]) {
    const run = await simulate({ ...inMemory(), dexie: indexedStore, seed, steps: 250, bug: null });
    if (run.breach !== null) breaches.push({ seed, ...run.breach });
    expect(run.events).toBeGreaterThan(20);
  }
  expect(breaches).toEqual([]);
}, 120_000);
