import shells from './shells.json' with { type: 'json' };

/** Static shells that open without a network. The build precaches the same list (next.config.mjs). */
export const SHELLS: readonly string[] = shells;

/** A board's word that nobody has to be asked there. */
export const BOARDS_MESSAGE = 'SKIP_WAITING_FOR_BOARDS';

/** One shell serves the board of every gate, also of one that was added after this build. */
const GATE_BOARD = /^\/board\/[A-Z]{2,8}$/;

/** Whether a shell is a board's. */
export const isBoard = (shell: string): boolean => shell === '/board' || shell === '/board/gate';

/** The shell that answers a navigation, null for pages that need the network. */
export function shellOf(pathname: string): string | null {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname;
  if (GATE_BOARD.test(path)) return '/board/gate';
  return SHELLS.includes(path) ? path : null;
}
