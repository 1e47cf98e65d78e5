'use client';
import { startTransition, useEffect, useState } from 'react';
import { afterPaint } from '@/offline/react/after-paint';

/** A line that loses packets tells nobody that it is better: it is asked again, ever more seldom. */
const AGAIN = { firstMs: 2_000, mostMs: 60_000 } as const;

/**
 * A part of a page that comes after its first paint; null until it is here. A phone whose network failed before the
 * worker had kept the part asks again, and the page stands without it meanwhile. `load` is a constant.
 */
export function usePart<T>(load: () => Promise<T>): T | null {
  const [part, setPart] = useState<{ readonly loaded: T } | null>(null);
  useEffect(() => {
    let left = false;
    let pauseMs: number = AGAIN.firstMs;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetchPart = () => {
      clearTimeout(timer);
      load().then(
        (loaded) => {
          clearTimeout(timer);
          removeEventListener('online', fetchPart);
          // Drawn in pieces, between which a slow phone hears its person.
          if (!left) startTransition(() => setPart({ loaded }));
        },
        () => {
          if (left) return;
          timer = setTimeout(fetchPart, pauseMs);
          pauseMs = Math.min(AGAIN.mostMs, 2 * pauseMs);
        },
      );
    };
    addEventListener('online', fetchPart);
    afterPaint(() => left || fetchPart());
    return () => {
      left = true;
      clearTimeout(timer);
      removeEventListener('online', fetchPart);
    };
  }, [load]);
  return part?.loaded ?? null;
}
