'use client';
import { useEffect, useState } from 'react';

/** The page has come alive: what appears from now on need not be drawn without its time first. */
let isAlive = false;

/**
 * The wall clock, ms, again every `everyMs`; null until the page has come alive, because a prerendered page must not
 * show the time it was built at.
 */
export function useNow(everyMs = 1000): number | null {
  const [now, setNow] = useState<number | null>(() => (isAlive ? Date.now() : null));
  useEffect(() => {
    const tick = () => {
      isAlive = true;
      setNow(Date.now());
    };
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
