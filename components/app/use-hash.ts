'use client';
import { useSyncExternalStore } from 'react';

/**
 * Next writes the address it has read before when a page has come alive, over a link that was tapped meanwhile
 * and without an event of its own: that link is gone to again.
 */
if (typeof window !== 'undefined')
  window.addEventListener(
    'hashchange',
    ({ oldURL, newURL }) => {
      if (location.href === oldURL) goToHash(new URL(newURL).hash.slice(1), 'replace');
    },
    { once: true },
  );

const subscribe = (listener: () => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

/** The view inside a static shell, e.g. `new-3`; the browser's back button walks through it. */
export const useHash = (): string =>
  useSyncExternalStore(
    subscribe,
    () => location.hash.slice(1),
    () => '',
  );

/** `replace` for a view that should not be come back to. */
export function goToHash(hash: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') location.hash = hash;
  else location.replace(`#${hash}`);
}
