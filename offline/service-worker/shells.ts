import shells from './shells.json' with { type: 'json' };

/** Static shells that open without a network. The build precaches the same list (next.config.mjs). */
export const SHELLS: readonly string[] = shells;

/** The shell that answers a navigation, null for pages that need the network. */
export function shellOf(pathname: string): string | null {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname;
  return SHELLS.includes(path) ? path : null;
}
