import type { Store } from '../store/store';
import { readGuard } from '../unlock/read-guard';
import { readRoster } from '../unlock/roster';
import type { LockedDoors } from '../unlock/shift-doors';
import type { ShiftKeeper } from '../unlock/shift-keeper';

/** The ways into a locked tablet; null where nobody is known who could take one. */
export async function readDoors(
  store: Store,
  keeper: ShiftKeeper,
  wall: number,
  /** An opened shift is a fact: the centre is told at once. */
  sent: <A extends readonly unknown[], T>(work: (...given: A) => Promise<T>) => (...given: A) => Promise<T>,
): Promise<LockedDoors | null> {
  const roster = await readRoster(store);
  if (roster === null) return null;
  const { waitUntil } = await readGuard(store, wall);
  const hasPasskey = roster.officers.some(({ passkey }) => passkey !== null);
  return {
    waitUntil: waitUntil > wall ? waitUntil : null,
    officers: keeper.officers(),
    first: keeper.first(),
    byPassphrase: sent(keeper.byPassphrase),
    byPin: sent(keeper.byPin),
    byPasskey: hasPasskey ? sent(keeper.byPasskey) : null,
    giveUp: keeper.giveUp,
  };
}
