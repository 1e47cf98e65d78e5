import { type PointerEvent, useRef } from 'react';
import type { Zoom } from '@/offline/scan/scanner-status';

type Fingers = Map<number, { readonly x: number; readonly y: number }>;

const gapOf = (fingers: Fingers): number => {
  const [one, other] = [...fingers.values()];
  return one === undefined || other === undefined ? 0 : Math.hypot(one.x - other.x, one.y - other.y);
};

/** Two fingers apart: nearer; together: further. Handlers for the element that is pinched. */
export function usePinch(zoom: Zoom | null, onZoom: (value: number) => void) {
  const fingers = useRef<Fingers>(new Map());
  const begun = useRef<{ readonly gap: number; readonly value: number } | null>(null);

  const place = (event: PointerEvent) => {
    if (event.pointerType !== 'touch' || zoom === null) return;
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.current.size !== 2) return;
    const gap = gapOf(fingers.current);
    if (begun.current === null) begun.current = { gap, value: zoom.value };
    else if (begun.current.gap > 0) onZoom((begun.current.value * gap) / begun.current.gap);
  };
  const lift = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId);
    begun.current = null;
  };
  return {
    onPointerDown: place,
    onPointerMove: (event: PointerEvent) => {
      if (fingers.current.has(event.pointerId)) place(event);
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onPointerLeave: lift,
  };
}
