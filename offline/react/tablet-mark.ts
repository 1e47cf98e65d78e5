import type { GateSession } from './gate-session';

/** In `localStorage`: this browser is a tablet. Only what is drawn before the disk was read goes by it. */
export const TABLET_MARK = 'tablet';

/** A tablet's next start shows its lock at once; everybody else's what makes a tablet. */
export function rememberTablet(kind: GateSession['kind']): void {
  if (kind === 'starting' || kind === 'unsupported') return;
  try {
    if (kind === 'not-enrolled') localStorage.removeItem(TABLET_MARK);
    else if (localStorage.getItem(TABLET_MARK) === null) localStorage.setItem(TABLET_MARK, '1');
  } catch {
    // Storage may be forbidden: the first screen is then drawn for a browser that is none.
  }
}
