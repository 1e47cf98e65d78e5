import { createHash, timingSafeEqual } from 'node:crypto';
import { parseDictionary, serializeDictionary } from 'structured-headers';

/** Active algorithms of RFC 9530, by the names of Node. */
const ALGORITHMS = { 'sha-256': 'sha256', 'sha-512': 'sha512' } as const;
type Algorithm = keyof typeof ALGORITHMS;
const isActive = (name: string): name is Algorithm => name in ALGORITHMS;

const digestOf = (algorithm: Algorithm, content: Uint8Array) =>
  createHash(ALGORITHMS[algorithm]).update(content).digest();

/** Value of the field `Content-Digest` (RFC 9530, 2). */
export const contentDigest = (content: Uint8Array, algorithm: Algorithm = 'sha-256'): string =>
  serializeDictionary({ [algorithm]: digestOf(algorithm, content) });

/**
 * Whether every digest of an algorithm that we know is that of the content, and there is one; those of others say nothing.
 * False for a field that cannot be read.
 */
export function digestHolds(field: string, content: Uint8Array): boolean {
  try {
    const known = [...parseDictionary(field)].flatMap(([name, [value]]) =>
      isActive(name) ? [{ name, value }] : [],
    );
    return known.length > 0 && known.every(({ name, value }) => isSame(value, digestOf(name, content)));
  } catch {
    return false;
  }
}

const isSame = (value: unknown, digest: Buffer): boolean =>
  value instanceof ArrayBuffer &&
  value.byteLength === digest.length &&
  timingSafeEqual(new Uint8Array(value), digest);
