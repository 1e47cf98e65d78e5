import { useSyncExternalStore } from 'react';
import { type AppUpdate, appUpdate, lookForUpdate, watchAppUpdate } from '../service-worker/register';

const none: AppUpdate = { kind: 'none' };

/** A new version waits until somebody applies it between two scans; it is never forced in a shift (OF-16). */
export function useAppUpdate(): AppUpdate {
  return useSyncExternalStore(watchAppUpdate, appUpdate, () => none);
}

/** The waiting version, or a look for a newer one; the page is loaded anew either way. Nothing recorded is touched. */
export async function updateNow(update: AppUpdate): Promise<void> {
  if (update.kind === 'waiting') return update.apply();
  await lookForUpdate();
  const found = appUpdate();
  if (found.kind === 'waiting') found.apply();
  else window.location.reload();
}
