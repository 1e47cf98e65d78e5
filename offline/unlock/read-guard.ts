import { noteIfRoom } from '../store/note-if-room';
import type { UnlockGuard } from '../store/rows';
import type { Store } from '../store/store';
import { asOfNow, noFailures } from './unlock-guard';

/** Wrong tries so far. A wait that a wrong clock has set is written down anew, or it would begin again at every look. */
export async function readGuard(store: Store, nowMs: number): Promise<UnlockGuard> {
  const stored = (await store.read('guard')) ?? noFailures;
  const guard = asOfNow(stored, nowMs);
  if (guard.waitUntil < stored.waitUntil) await noteIfRoom(store, { guard });
  return guard;
}
