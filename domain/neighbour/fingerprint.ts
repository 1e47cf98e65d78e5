import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../shared/hex';

/** Key id on the wire: first 8 bytes of SHA-256 of the raw Ed25519 key, as 16 hex digits. */
export const keyIdOf = (publicKey: Uint8Array): string => toHex(sha256(publicKey)).slice(0, 16);

/**
 * What two people read to each other over the telephone before a key counts: 128 bits of SHA-256 of the raw key, in groups
 * of four hex digits. Making another key with it is out of reach.
 */
export const fingerprintOf = (publicKey: Uint8Array): string =>
  (toHex(sha256(publicKey)).slice(0, 32).match(/.{4}/g) ?? []).join(' ');

/** The same as somebody typed it: case and spaces do not matter. */
export const sameFingerprint = (typed: string, publicKey: Uint8Array): boolean =>
  typed.replace(/\s/g, '').toLowerCase() === fingerprintOf(publicKey).replaceAll(' ', '');
