'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';

/** How wide an element is drawn, CSS pixels; null until it has been. */
export function useWidth<E extends HTMLElement>(): {
  readonly box: RefObject<E | null>;
  readonly width: number | null;
} {
  const box = useRef<E>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}
