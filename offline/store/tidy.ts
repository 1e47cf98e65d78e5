import type { Store } from './store';

/** Own events stay a week after the centre has them: it may lose its memory (OF-2). */
const KEEP_MS = 7 * 24 * 3_600_000;

/**
 * Lets old events go, and returns how many. Which pass is live only a tablet knows that has read all of them: one that
 * signed out, or reads anew, would let go of what belongs to vehicles still here, and the centre tells nobody their own
 * events (OF-9).
 * @param now device wall clock, ms
 */
export const tidy = async (store: Store, now: number): Promise<number> =>
  (await store.read('readToEnd')) === true ? store.prune(now - KEEP_MS) : 0;
