import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toHex } from './hex';

/** A UUID that follows from a name: whoever names the same thing, when and where ever, has the same id (version 8, RFC 9562). */
export function nameId(name: string): string {
  const hash = toHex(sha256(utf8ToBytes(name)));
  const variant = '89ab'[Number.parseInt(hash.charAt(16), 16) % 4];
  const last = `${variant}${hash.slice(17, 20)}`;
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${last}-${hash.slice(20, 32)}`;
}
