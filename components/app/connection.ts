'use client';
import { useSyncExternalStore } from 'react';

/**
 * What this browser knows of the centre:
 *
 *   online ──request fails──▶ unreachable ──answer──▶ online
 *      └──the device loses its network──▶ offline ──it returns──▶ online
 *
 * `since` is when that began, null for online.
 */
export type Connection =
  | { readonly kind: 'online' }
  | { readonly kind: 'offline'; readonly since: number }
  | { readonly kind: 'unreachable'; readonly since: number };

const ONLINE: Connection = { kind: 'online' };
let current: Connection = ONLINE;
const listeners = new Set<() => void>();

function become(next: Connection): void {
  // The first moment of a failure is the one that counts.
  if (next.kind === current.kind) return;
  current = next;
  for (const listener of listeners) listener();
}

/** Called by whatever talks to the centre, for every answer it gets or misses. */
export function noteAnswer(reached: boolean): void {
  if (reached) become(ONLINE);
  else become({ kind: navigator.onLine ? 'unreachable' : 'offline', since: Date.now() });
}

/** This browser has started anew and knows of an earlier time when the centre was last heard, ms. */
export function noteSilentSince(at: number): void {
  if (current.kind === 'online' || current.since <= at) return;
  current = { ...current, since: at };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const lost = () => become({ kind: 'offline', since: Date.now() });
  const found = () => become(ONLINE);
  if (listeners.size === 0 && !navigator.onLine) lost();
  listeners.add(listener);
  addEventListener('offline', lost);
  addEventListener('online', found);
  return () => {
    listeners.delete(listener);
    removeEventListener('offline', lost);
    removeEventListener('online', found);
  };
}

export const useConnection = (): Connection =>
  useSyncExternalStore(
    subscribe,
    () => current,
    () => ONLINE,
  );
