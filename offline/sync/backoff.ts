import type { Failure } from './transport';

/** Every 30 s while all is well (exchange.md, When). */
export const TURN_MS = 30_000;
const LONGEST_MS = 5 * 60_000;
const JITTER = 0.2;

/**
 * Ms until the next turn after `failures` in a row: 30 s doubling to 5 min, ±20 % so that tablets that lost the
 * network together do not come back together. `chance` in [0, 1).
 */
export function waitMs(failures: number, failure: Failure | null, chance: number): number {
  const base = Math.min(TURN_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS);
  const asked = failure?.kind === 'busy' ? (failure.retryAfterMs ?? 0) : 0;
  const wait = Math.max(base, Math.min(asked, LONGEST_MS));
  return Math.round(wait * (1 - JITTER + 2 * JITTER * chance));
}
