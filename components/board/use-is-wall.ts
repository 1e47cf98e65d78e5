'use client';
import { useSyncExternalStore } from 'react';

/** The same as the stylesheet's `wall`: a screen that is dark unless somebody asked for light. */
const QUERY = '(min-width: 105rem) and (min-height: 55rem)';

export const useIsWall = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      const media = matchMedia(QUERY);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(QUERY).matches,
    () => false,
  );
