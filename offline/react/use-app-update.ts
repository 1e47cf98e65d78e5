import { useSyncExternalStore } from 'react';
import { type AppUpdate, appUpdate, watchAppUpdate } from '../service-worker/register';

const none: AppUpdate = { kind: 'none' };

/** A new version waits until somebody applies it between two scans; it is never forced in a shift (OF-16). */
export function useAppUpdate(): AppUpdate {
  return useSyncExternalStore(watchAppUpdate, appUpdate, () => none);
}
