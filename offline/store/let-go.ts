import type { Store } from './store';
import { StoreTrouble } from './trouble';

/**
 * On a full disk the oldest go first, of what the centre has: a centre that is restored from yesterday's copy still gets back
 * what it lost. Only when that makes no room, all of it. Ages, ms.
 */
const LET_GO_AFTER_MS = [2 * 86_400_000, Number.NEGATIVE_INFINITY] as const;

/** Does it, making room as often as the disk is full and something can go; what still finds none throws as it would (OF-17). */
export async function makingRoom<T>(
  store: Pick<Store, 'prune'>,
  wall: () => number,
  work: () => Promise<T>,
): Promise<T> {
  for (const olderMs of LET_GO_AFTER_MS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreTrouble) || error.kind !== 'full') throw error;
      await store.prune(wall() - olderMs);
    }
  }
  return work();
}
