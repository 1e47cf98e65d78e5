'use client';
import { useEffect, useState } from 'react';

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
          if (!left) setPart({ loaded });
        },
        () => undefined,
      );
    };
    addEventListener('online', fetchPart);
    fetchPart();
    return () => {
      left = true;
      removeEventListener('online', fetchPart);
    };
  }, [load]);
  return part?.loaded ?? null;
}
