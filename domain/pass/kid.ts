import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../shared/hex';
import { type Kid, kidSchema } from '../shared/identity';

/** Key id: first 4 bytes of SHA-256 over the raw 32 bytes of the public key (docs/protocols/pass.md). A hint, not an identity. */
export function kidOf(publicKey: Uint8Array): Kid {
  return kidSchema.parse(toHex(sha256(publicKey).subarray(0, 4)));
}
