import type { Connection } from './connection';
import { errorCodeOf } from './error-text';

const FIRST_MS = 1_000;
/** The centre has just answered something else. */
const AFTER_ANSWER_MS = 1_500;
const LONGEST_MS = 60_000;

/** Silence, or "not now": the same request may succeed later. Any other answer stays what it is, however often asked. */
export function isWorthAnotherTry(error: unknown): boolean {
  const code = errorCodeOf(error);
  return code === null || code === 'AP-LATER' || code === 'AP-MANY';
}

/** Silence, or "not now", of a deed that is known again by its key: it is sent again by itself. */
export function isUnanswered(error: unknown): boolean {
  const code = errorCodeOf(error);
  return code === null || code === 'AP-LATER';
}

/** How long to rest before the next try: twice as long each time, up to a minute. */
export const restMs = (failures: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));

/**
 * When what nobody answered is sent again, ms; null: not before this device has a network. A centre that is not reached is
 * knocked at by this alone where nothing else on the page asks it anything.
 */
export function resendAfter(connection: Connection['kind'], failures: number): number | null {
  if (connection === 'offline') return null;
  return connection === 'online' ? AFTER_ANSWER_MS : restMs(failures);
}
