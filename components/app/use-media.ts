'use client';
import { useSyncExternalStore } from 'react';

/** Whether a media query holds, as it changes; false where there is no screen yet. */
export const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
    () => false,
  );

export const useDarkSystem = (): boolean => useMedia('(prefers-color-scheme: dark)');
/** The same as the stylesheet's `wall`: a screen that is dark unless somebody asked for light. */
export const useIsWall = (): boolean => useMedia('(min-width: 105rem) and (min-height: 55rem)');
