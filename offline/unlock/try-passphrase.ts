import { noteIfRoom } from '../store/note-if-room';
import type { Roster } from '../store/rows';
import type { Store } from '../store/store';
import { readGuard } from './read-guard';
import { type Opened, openByPassphrase } from './roster';
import { afterFailure, noFailures } from './unlock-guard';
import type { RandomBytes } from './vault';

export type Tried =
  | ({ readonly kind: 'opened' } & Opened)
  | { readonly kind: 'wrong' | 'wait'; readonly waitUntil: number };

/** One try at a passphrase. While a wait runs, a try is not even looked at (OF-20). */
export async function tryPassphrase(
  store: Store,
  roster: Roster,
  passphrase: string,
  random: RandomBytes,
  wall: () => number,
): Promise<Tried> {
  const guard = await readGuard(store, wall());
  if (guard.waitUntil > wall()) return { kind: 'wait', waitUntil: guard.waitUntil };
  // Counted before it is looked at: closing the window in between does not win a free try.
  const counted = afterFailure(guard, wall());
  await noteIfRoom(store, { guard: counted });
  const opened = await openByPassphrase(roster, passphrase, random);
  if (opened === null) return { kind: 'wrong', waitUntil: counted.waitUntil };
  await noteIfRoom(store, { guard: noFailures });
  return { kind: 'opened', ...opened };
}
