import type { GuardedKey, MetaValues } from './rows';
import type { Store } from './store';
import { StoreTrouble } from './trouble';

/**
 * For what is good to know and must not stop an officer: on a full disk a shift begins all the same (OF-17). What the
 * centre has is let go first; what then finds no room is noted another time.
 */
export async function noteIfRoom(store: Store, values: Partial<Omit<MetaValues, GuardedKey>>): Promise<void> {
  const unlessFull = (error: unknown) => {
    if (!(error instanceof StoreTrouble) || error.kind !== 'full') throw error;
  };
  await store.write(values).catch(async (error: unknown) => {
    unlessFull(error);
    await store.prune(Number.POSITIVE_INFINITY).catch(unlessFull);
    await store.write(values).catch(unlessFull);
  });
}
