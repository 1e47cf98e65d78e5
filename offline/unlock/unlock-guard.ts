import type { UnlockGuard } from '../store/rows';

/** Three free tries (gloves), then 5 s, doubling to 5 min (OF-20). Device wall clock, ms. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;

export const noFailures: UnlockGuard = { failures: 0, waitUntil: 0 };

export function afterFailure(guard: UnlockGuard, nowMs: number): UnlockGuard {
  const failures = guard.failures + 1;
  const beyond = failures - FREE_TRIES;
  const waitMs = beyond < 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** beyond, LONGEST_WAIT_MS);
  return { failures, waitUntil: nowMs + waitMs };
}

/** Ms still to wait. A clock that was turned back must not lock a tablet for longer than one wait. */
export const waitLeftMs = (guard: UnlockGuard, nowMs: number): number =>
  Math.min(Math.max(guard.waitUntil - nowMs, 0), LONGEST_WAIT_MS);
