'use client';
import { useEffect, useRef } from 'react';

/** Viewers of a centre that returns do not all ask at the same moment. */
const SPREAD_MS = 2_000;

/**
 * A stream that comes back tells only what moved meanwhile: when nothing did, the board would go on saying that it is
 * cut off until its next check. So it asks once.
 */
export function useWhenBack(isStreaming: boolean, ask: () => Promise<unknown>): void {
  const state = useRef<'never' | 'open' | 'lost'>('never');
  useEffect(() => {
    const isBack = isStreaming && state.current === 'lost';
    if (isStreaming) state.current = 'open';
    else if (state.current === 'open') state.current = 'lost';
    if (!isBack) return;
    const timer = setTimeout(() => {
      ask().catch(() => undefined);
    }, Math.random() * SPREAD_MS);
    return () => clearTimeout(timer);
  }, [isStreaming, ask]);
}
