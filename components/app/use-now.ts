'use client';
import { useEffect, useState } from 'react';

/**
 * The wall clock, ms, again every `everyMs`; null until the page has come alive, because a prerendered page must not
 * show the time it was built at.
 */
export function useNow(everyMs = 1000): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
