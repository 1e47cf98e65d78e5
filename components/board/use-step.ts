'use client';
import { useEffect, useState } from 'react';

/** 0, 1, 2 … and again from 0 after `count`, one step each `everyMs`. */
export function useStep(count: number, everyMs: number): number {
  const [step, setStep] = useState(0);
  useEffect(() => {
    if (count < 2) return;
    const timer = setInterval(() => setStep((before) => before + 1), everyMs);
    return () => clearInterval(timer);
  }, [count, everyMs]);
  return count === 0 ? 0 : step % count;
}
