import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toHex } from '../shared/hex';

/**
 * The key of a day's tokens: 32 bytes of HKDF-SHA-256 (no salt, info `border-v1 plate DAY`) of the secret that both sides'
 * keys agree on. Made before its day and kept: a key that is turned changes no token of it (NE-22).
 */
export const plateKey = (shared: Uint8Array, day: string): Uint8Array =>
  hkdf(sha256, shared, undefined, utf8ToBytes(`border-v1 plate ${day}`), 32);

/**
 * A plate as a word that means something to the two countries, on one day, and nothing to anybody else (NE-9): the first 16
 * bytes of HMAC-SHA-256 over the normalised plate, under the key of the day.
 */
export const plateToken = (key: Uint8Array, plate: string): string =>
  toHex(hmac(sha256, key, utf8ToBytes(plate))).slice(0, 32);
