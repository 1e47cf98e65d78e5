import type { UnlockGuard } from '../store/rows';

/** Three free tries (gloves), then 5 s, doubling to 5 min (OF-20). Device wall clock, ms. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;

export const noFailures: UnlockGuard = { failures: 0, waitUntil: 0 };

const waitMsOf = (failures: number): number => {
  const beyond = failures - FREE_TRIES;
  return beyond < 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** beyond, LONGEST_WAIT_MS);
};

export function afterFailure(guard: UnlockGuard, nowMs: number): UnlockGuard {
  const failures = guard.failures + 1;
  return { failures, waitUntil: nowMs + waitMsOf(failures) };
}

/** A clock that was turned back locks nobody out for longer than one wait: what lies further ahead was said by a wrong clock. */
export const asOfNow = (guard: UnlockGuard, nowMs: number): UnlockGuard => ({
  ...guard,
  waitUntil: Math.min(guard.waitUntil, nowMs + waitMsOf(guard.failures)),
});

/** Ms still to wait. */
export const waitLeftMs = (guard: UnlockGuard, nowMs: number): number =>
  Math.max(asOfNow(guard, nowMs).waitUntil - nowMs, 0);
