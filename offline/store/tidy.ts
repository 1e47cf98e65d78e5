import { TABLET_MEMORY_MS } from '@/domain/sync/tablet-memory';
import type { Store } from './store';

/** Own events stay a week after the centre has them: it may lose its memory (OF-2). */
const KEEP_MS = 7 * 24 * 3_600_000;

/**
 * Lets old events go, and returns how many. Which pass is live only a tablet knows that has read all of them: one that
 * signed out, or reads anew, would let go of what belongs to vehicles still here, and the centre tells nobody their own
 * events (OF-9). Vehicles that left go first, counted from when the centre was last heard, whatever the wall clock says:
 * a tablet that stays online for days is never told that it may forget them (OF-77).
 * @param now device wall clock, ms
 */
export async function tidy(store: Store, now: number): Promise<number> {
  const heardAt = await store.read('lastExchangeAt');
  if (heardAt !== null) {
    let gone: number;
    do gone = await store.forgetEnded(heardAt - TABLET_MEMORY_MS);
    while (gone > 0);
  }
  return (await store.read('readToEnd')) === true ? store.prune(now - KEEP_MS) : 0;
}
