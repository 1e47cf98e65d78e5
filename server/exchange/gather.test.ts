import { expect, test } from 'vitest';
import { gather, makeSlots } from './gather';

type Job = { readonly key: string; readonly weight: number };
const job = (key: string, weight = 1): Job => ({ key, weight });

/** Work that ends when the test says so. */
function bench(over: { readonly jobs?: number; readonly weight?: number; readonly turns?: number } = {}) {
  const begun: string[][] = [];
  const ends: (() => void)[] = [];
  const poisoned = new Set<string>();
  const { take } = gather<Job, string>({
    keyOf: ({ key }) => key,
    weightOf: ({ weight }) => weight,
    most: { jobs: over.jobs ?? 3, weight: over.weight ?? 100 },
    turns: over.turns ?? 1,
    slots: makeSlots(8),
    work: async (jobs) => {
      begun.push(jobs.map(({ key }) => key));
      await new Promise<void>((end) => ends.push(end));
      if (jobs.some(({ key }) => poisoned.has(key))) throw new Error('rolled back');
      return jobs.map(({ key }) => `${key} done`);
    },
  });
  const settled = async () => {
    for (let n = 0; n < 20; n += 1) await Promise.resolve();
  };
  const end = async () => {
    await settled();
    ends.shift()?.();
    await settled();
  };
  return { take, begun, poisoned, end, settled };
}

test('while one is done the others gather, as many as may, in the order in which they came', async () => {
  const { take, begun, end } = bench();
  const first = take(job('a'));
  await end();
  expect(await first).toBe('a done');
  const all = ['b', 'c', 'd', 'e', 'f'].map((key) => take(job(key)));
  await end();
  await end();
  expect(await Promise.all(all)).toEqual(['b done', 'c done', 'd done', 'e done', 'f done']);
  expect(begun).toEqual([['a'], ['b', 'c', 'd'], ['e', 'f']]);
});

test('weight is bounded, and one that weighs too much goes alone', async () => {
  const { take, begun, end } = bench({ weight: 10 });
  const all = [job('a', 6), job('b', 6), job('c', 50), job('d', 4)].map(take);
  for (let n = 0; n < 4; n += 1) await end();
  await Promise.all(all);
  expect(begun).toEqual([['a', 'd'], ['b'], ['c']]);
});

test('two of one key are never under way at once, and follow each other in their order', async () => {
  const { take, begun, end } = bench({ turns: 2 });
  const all = [take(job('a')), take(job('a')), take(job('b')), take(job('a'))];
  for (let n = 0; n < 5; n += 1) await end();
  await Promise.all(all);
  expect(begun).toEqual([['a', 'b'], ['a'], ['a']]);
});

test('one that spoils a turn spoils only itself: the others are done each for itself', async () => {
  const { take, begun, poisoned, end } = bench();
  poisoned.add('b');
  const all = ['a', 'b', 'c'].map((key) => take(job(key)).catch(() => `${key} failed`));
  for (let n = 0; n < 4; n += 1) await end();
  expect(await Promise.all(all)).toEqual(['a done', 'b failed', 'c done']);
  expect(begun).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
});

test('gatherings share their slots', async () => {
  const slots = makeSlots(1);
  const first = await slots.enter();
  let isIn = false;
  const second = slots.enter().then((leave) => {
    isIn = true;
    return leave;
  });
  await Promise.resolve();
  expect(isIn).toBe(false);
  first();
  (await second)();
  (await slots.enter())();
  expect(isIn).toBe(true);
});
