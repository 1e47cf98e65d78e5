import type { Failure } from './transport';

/** Every 30 s while all is well (exchange.md, When). */
export const TURN_MS = 30_000;
const LONGEST_MS = 5 * 60_000;
const JITTER = 0.2;

/**
 * Where the count of failures begins when the network is said to be back: it is said before an address is there, so
 * that the next tries follow after 4, 8 and 15 s.
 */
export const HOPEFUL = -3;

/**
 * Ms until the next turn; after `failures` in a row (from `HOPEFUL`) 30 s doubling to 5 min, ±20 % so that tablets
 * that lost the network together do not come back together. Who is given a time comes at that time. `chance` in [0, 1).
 */
export function waitMs(failures: number, failure: Failure | null, chance: number): number {
  const appointment = failure?.kind === 'busy' ? failure.retryAfterMs : null;
  // The centre knows when it will be free, and gives each tablet a time of its own: no earlier, and hardly later.
  if (appointment !== null)
    return Math.round(Math.min(Math.max(appointment, 1000), LONGEST_MS) * (1 + JITTER * chance * 0.25));
  const wait = failure === null ? TURN_MS : Math.min(TURN_MS * 2 ** (failures - 1), LONGEST_MS);
  return Math.round(wait * (1 - JITTER + 2 * JITTER * chance));
}
