import type { Store } from '../store/store';
import type { Clock } from '../sync/clock';
import type { Sender } from '../sync/sender';
import { readStanding } from '../sync/standing';
import type { SyncState } from '../sync/state';

/** While locked: the lists cannot be judged, the rest is no secret. */
export async function readSyncState(store: Store, clock: Clock, sender: Sender): Promise<SyncState> {
  const standing = await readStanding(store, clock, async () => null);
  return { ...standing, connection: sender.connection(), exchanging: sender.exchanging(), catchingUp: null };
}
