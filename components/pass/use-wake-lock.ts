'use client';
import { useEffect } from 'react';

/** Keeps the screen lit while a pass is shown, where the browser can; taken again when the page comes back. */
export function useWakeLock(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return;
    let sentinel: WakeLockSentinel | null = null;
    let left = false;
    const take = () => {
      if (document.visibilityState !== 'visible') return;
      navigator.wakeLock.request('screen').then(
        (taken) => {
          if (left) taken.release().catch(() => undefined);
          else sentinel = taken;
        },
        // Refused on low battery: the pass is shown all the same.
        () => undefined,
      );
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => {
      left = true;
      document.removeEventListener('visibilitychange', take);
      sentinel?.release().catch(() => undefined);
    };
  }, [wanted]);
}
