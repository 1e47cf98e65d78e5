import { errorCodeOf } from './error-text';

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** Silence, or "not now": the same request may succeed later. Any other answer stays what it is, however often asked. */
export function isWorthAnotherTry(error: unknown): boolean {
  const code = errorCodeOf(error);
  return code === null || code === 'AP-LATER' || code === 'AP-MANY';
}

/** How long to rest before the next try: twice as long each time, up to a minute. */
export const restMs = (failures: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
