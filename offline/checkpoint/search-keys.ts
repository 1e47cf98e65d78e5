import { plateMatchKey } from '@/domain/identifiers/plate';
import type { PassClaims } from '@/domain/pass/claims';
import type { PassId } from '@/domain/shared/identity';

/** First eight hex digits, in two groups: read over a radio or typed from a torn print. */
export function shortCodeOf(passId: PassId): string {
  const head = passId.slice(0, 8).toUpperCase();
  return `${head.slice(0, 4)}-${head.slice(4)}`;
}

/** People say the last four or five characters of a plate or a container. */
const TAILS = [4, 5];

/**
 * Texts a pass is found by. One form for plates, containers and codes, so that the officer need not say which it is:
 * look-alikes, punctuation, diacritics and the province character do not matter (ID-9).
 */
export function searchKeys(passId: PassId, claims: PassClaims | null): readonly string[] {
  const keys = new Set([plateMatchKey(shortCodeOf(passId))]);
  const { plate = null, trailer = null, container = null } = claims?.binding ?? {};
  for (const mark of [plate, trailer, container]) {
    const key = plateMatchKey(mark ?? '');
    if (key.length < Math.min(...TAILS)) continue;
    keys.add(key);
    for (const tail of TAILS) keys.add(key.slice(-tail));
  }
  return [...keys];
}

/** Null when too little was typed to mean anything. */
export function queryKey(query: string): string | null {
  const key = plateMatchKey(query);
  return key.length < Math.min(...TAILS) ? null : key;
}
