'use client';
import { useEffect, useRef, useState } from 'react';
import { type KioskPatience, kioskPatience } from '@/domain/pass/kiosk-code';

/** A screen reader clicks without touching. */
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'click'] as const;

/** Counts from the last touch while `begun`; `onOver` when nobody is there any more (PO-7). Constant `onOver`. */
export function usePatience(begun: boolean, onOver: () => void): KioskPatience {
  const [patience, setPatience] = useState<KioskPatience>({ kind: 'waits' });
  const touchedAt = useRef(0);
  useEffect(() => {
    const touch = () => {
      touchedAt.current = Date.now();
      setPatience({ kind: 'waits' });
    };
    touch();
    if (!begun) return;
    const timer = setInterval(() => {
      const next = kioskPatience(touchedAt.current, Date.now());
      setPatience((before) => (before.kind === 'waits' && next.kind === 'waits' ? before : next));
      if (next.kind === 'over') onOver();
    }, 1000);
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, touch);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, touch);
    };
  }, [begun, onOver]);
  return patience;
}
