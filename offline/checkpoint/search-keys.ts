import { parseCustomsDeclaration } from '@/domain/identifiers/customs-declaration';
import { lookAlikeKey, plateMatchKey } from '@/domain/identifiers/plate';
import type { PassClaims } from '@/domain/pass/claims';
import { shortCodeOf } from '@/domain/pass/short-code';
import type { PassId } from '@/domain/shared/identity';

/** People say the last four or five characters of a plate or a container. */
const TAILS = [4, 5];

/**
 * Texts a pass is found by. One form for plates, containers and codes, so that the officer need not say which it is:
 * look-alikes, punctuation, diacritics and the province character do not matter (ID-9, ID-61). The customs declaration
 * by the 11 digits agencies join on (ID-16). They reach the store only as HMACs (OF-19).
 */
export function searchKeys(passId: PassId, claims: PassClaims | null): readonly string[] {
  const keys = new Set<string>();
  const add = (key: string) => keys.add(key).add(lookAlikeKey(key));
  add(plateMatchKey(shortCodeOf(passId)));
  const { plate = null, trailer = null, container = null, customsDeclaration = null } = claims?.binding ?? {};
  for (const mark of [plate, trailer, container]) {
    const key = plateMatchKey(mark ?? '');
    if (key.length < Math.min(...TAILS)) continue;
    add(key);
    for (const tail of TAILS) add(key.slice(-tail));
  }
  if (customsDeclaration !== null) keys.add(customsDeclaration);
  return [...keys];
}

/**
 * Keys to ask for, nearest to what was typed first: rows of before ID-61 know only the first. Empty when too little
 * was typed to mean anything.
 */
export function queryKeys(query: string): readonly string[] {
  const declaration = parseCustomsDeclaration(query);
  if (declaration.ok) return [declaration.value.joinKey];
  const key = plateMatchKey(query);
  return key.length < Math.min(...TAILS) ? [] : [...new Set([key, lookAlikeKey(key)])];
}
