'use client';
import { startTransition, useEffect, useState } from 'react';
import { afterPaint } from '@/offline/react/after-paint';

/**
 * A part of a page that comes after its first paint; null until it is here. A phone that lost its network before the
 * worker had kept the part asks again when it has one, and the page stands without it meanwhile. `load` is a constant.
 */
export function usePart<T>(load: () => Promise<T>): T | null {
  const [part, setPart] = useState<{ readonly loaded: T } | null>(null);
  useEffect(() => {
    let left = false;
    const fetchPart = () => {
      load().then(
        (loaded) => {
          removeEventListener('online', fetchPart);
          // Drawn in pieces, between which a slow phone hears its person.
          if (!left) startTransition(() => setPart({ loaded }));
        },
        () => undefined,
      );
    };
    addEventListener('online', fetchPart);
    afterPaint(() => left || fetchPart());
    return () => {
      left = true;
      removeEventListener('online', fetchPart);
    };
  }, [load]);
  return part?.loaded ?? null;
}
