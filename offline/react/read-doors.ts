import type { Store } from '../store/store';
import { readRoster } from '../unlock/roster';
import type { LockedDoors } from '../unlock/shift-doors';
import type { ShiftKeeper } from '../unlock/shift-keeper';
import { noFailures, waitLeftMs } from '../unlock/unlock-guard';

/** The ways into a locked tablet; null where nobody is known who could take one. */
export async function readDoors(
  store: Store,
  keeper: ShiftKeeper,
  wall: number,
): Promise<LockedDoors | null> {
  const roster = await readRoster(store);
  if (roster === null) return null;
  const left = waitLeftMs((await store.read('guard')) ?? noFailures, wall);
  const hasPasskey = roster.officers.some(({ passkey }) => passkey !== null);
  return {
    waitUntil: left > 0 ? wall + left : null,
    officers: keeper.officers(),
    first: keeper.first(),
    byPassphrase: keeper.byPassphrase,
    byPin: keeper.byPin,
    byPasskey: hasPasskey ? keeper.byPasskey : null,
    giveUp: keeper.giveUp,
  };
}
