import type { PassId } from '../shared/identity';

/** First eight hex digits, in two groups: read over a radio or typed from a torn print. */
export function shortCodeOf(passId: PassId): string {
  const head = passId.slice(0, 8).toUpperCase();
  return `${head.slice(0, 4)}-${head.slice(4)}`;
}
