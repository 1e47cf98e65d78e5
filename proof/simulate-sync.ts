import { findAllBugs } from '@/offline/testing/simulation/find-bugs';
import { indexedStore } from '@/offline/testing/simulation/indexed-stores';
import { simulate } from '@/offline/testing/simulation/simulate';
import { simulateMany } from '@/offline/testing/simulation/simulate-many';
import { inMemory } from '@/offline/testing/simulation/stores';
import type { Measurement } from '@/scripts/measurement';

/** Every so many seeds one runs over an IndexedDB instead of the memory store. */
const INDEXED_EVERY = 50;
const BUG_SEEDS = 24;
const BUG_STEPS = 400;
const GOAL_SEEDS = 500;
const GOAL_STEPS = 2000;
const MINUTE = 60_000;

/** `npm run proof -- simulate-sync --seeds 500 --steps 2000 [--seed 1] [--minutes 15] [--bugs none]` */
export const measurement: Measurement = {
  goal: '500 seeds of 2,000 steps, 3 gates × 5 tablets × 2 nodes × 1 neighbour: 0 promises broken; same seed, same trace; ≥ 25 planted bugs, each found',
  run: async ({ say, options }) => {
    const seeds = Number(options.seeds ?? GOAL_SEEDS);
    const steps = Number(options.steps ?? GOAL_STEPS);
    const first = Number(options.seed ?? 1);
    const until = performance.now() + Number(options.minutes ?? 24 * 60) * MINUTE;
    const many = await simulateMany({
      seeds: Array.from({ length: seeds }, (_, at) => first + at),
      steps,
      orderOf: (seed) => (seed % INDEXED_EVERY === 0 ? { ...inMemory(), dexie: indexedStore } : inMemory()),
      goOn: () => performance.now() < until,
      say,
    });
    const run = () => simulate({ ...inMemory(), seed: first, steps, bug: null });
    const [one, again] = [await run(), await run()];
    const sameTrace = one.hash === again.hash;
    const bugs = options.bugs === 'none' ? [] : await findAllBugs(BUG_SEEDS, BUG_STEPS);
    const found = bugs.filter((bug) => bug.caughtBy !== null);
    const enough = many.seeds >= GOAL_SEEDS && steps >= GOAL_STEPS;
    return {
      rows: [
        { what: 'seeds', figure: many.seeds },
        { what: 'steps of each', figure: steps },
        { what: 'events in the logs', figure: many.events },
        { what: 'promises broken', figure: many.breaches.length },
        { what: 'same seed, same trace', figure: sameTrace },
        { what: 'planted bugs', figure: bugs.length },
        { what: 'planted bugs found', figure: found.length },
        ...bugs.map(({ bug, caughtBy, seed, step }) => ({
          what: `bug: ${bug}`,
          figure: caughtBy === null ? 'not found' : `${caughtBy}, seed ${seed}, step ${step}`,
        })),
      ],
      figures: {
        breaches: many.breaches,
        firstSeed: first,
        met: Object.fromEntries([...many.counts].sort(([a], [b]) => (a < b ? -1 : 1))),
        bugs,
      },
      met:
        enough &&
        many.breaches.length === 0 &&
        sameTrace &&
        found.length === bugs.length &&
        bugs.length >= 25,
    };
  },
};
