import type { Breach } from './ledger';
import { simulate } from './simulate';
import type { WorldOrder } from './world';

export type Many = {
  readonly breaches: readonly (Breach & { readonly seed: number })[];
  readonly counts: ReadonlyMap<string, number>;
  readonly events: number;
  readonly seeds: number;
};

/** Seed after seed; `goOn` is asked before each whether there is time for one more. */
export async function simulateMany(order: {
  readonly seeds: Iterable<number>;
  readonly steps: number;
  readonly orderOf: (seed: number) => Pick<WorldOrder, 'makeCentre' | 'dexie'>;
  readonly goOn?: () => boolean;
  readonly say?: (line: string) => void;
}): Promise<Many> {
  const counts = new Map<string, number>();
  const breaches: (Breach & { seed: number })[] = [];
  let events = 0;
  let seeds = 0;
  for (const seed of order.seeds) {
    if (order.goOn?.() === false) break;
    const run = await simulate({ ...order.orderOf(seed), seed, steps: order.steps, bug: null });
    seeds += 1;
    events += run.events;
    for (const [what, times] of run.counts) counts.set(what, (counts.get(what) ?? 0) + times);
    if (run.breach !== null) {
      breaches.push({ seed, ...run.breach });
      order.say?.(`seed ${seed}, step ${run.breach.step}: ${run.breach.invariant}: ${run.breach.what}`);
    }
    if (seeds % 10 === 0) order.say?.(`${seeds} seeds, ${events} events, ${breaches.length} breaches`);
  }
  return { breaches, counts, events, seeds };
}
