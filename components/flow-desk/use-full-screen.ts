'use client';
import { type RefObject, useEffect, useState } from 'react';

/** An element on the whole screen and back; `toggle` is null where the browser cannot. Escape leaves it too. */
export function useFullScreen(box: RefObject<HTMLElement | null>): {
  readonly isFull: boolean;
  readonly toggle: (() => void) | null;
} {
  const [isFull, setFull] = useState(false);
  const [may, setMay] = useState(false);
  useEffect(() => {
    setMay(document.fullscreenEnabled === true);
    const change = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', change);
    return () => document.removeEventListener('fullscreenchange', change);
  }, []);
  const toggle = () => {
    const done = isFull ? document.exitFullscreen() : box.current?.requestFullscreen();
    done?.catch(() => undefined);
  };
  return { isFull, toggle: may ? toggle : null };
}
