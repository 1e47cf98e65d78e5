import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import * as z from 'zod';
import type { Sign, VerifySignature } from '@/domain/pass/claims';
import { kidOf } from '@/domain/pass/kid';
import { fromBase64url, toBase64url } from '@/domain/shared/base64url';
import type { Kid } from '@/domain/shared/identity';

/** JWK of RFC 8037, with the private part. */
export const ed25519JwkSchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().length(43),
  d: z.string().length(43),
});
export type Ed25519Jwk = z.infer<typeof ed25519JwkSchema>;

export type SigningKey = {
  readonly kid: Kid;
  /** Raw, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
};

export function makeEd25519(): Ed25519Jwk {
  return ed25519JwkSchema.parse(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
}

export function signingKey(jwk: Ed25519Jwk): SigningKey {
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = fromBase64url(jwk.x);
  if (publicKey === null) throw new Error('unreadable signing key');
  return {
    kid: kidOf(publicKey),
    publicKey,
    sign: async (message) => new Uint8Array(sign(null, message, key)),
  };
}

/** Parsing a key costs as much as using it, and the same few hundred are used all day. */
const parsedKeys = new Map<string, KeyObject | null>();
const PARSED_KEYS_KEPT = 2000;

function parsedKey(publicKey: Uint8Array): KeyObject | null {
  const x = toBase64url(publicKey);
  const known = parsedKeys.get(x);
  if (known !== undefined) return known;
  let key: KeyObject | null = null;
  try {
    key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    // Not a point on the curve, or not 32 bytes: nothing it could have signed.
  }
  if (parsedKeys.size >= PARSED_KEYS_KEPT) parsedKeys.clear();
  parsedKeys.set(x, key);
  return key;
}

/** False for a wrong signature and for anything that is no key; never throws. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = parsedKey(publicKey);
  return key !== null && signature.length === 64 && verify(null, message, key, signature);
}

export const verifySignature: VerifySignature = async (publicKey, message, signature) =>
  verifyEd25519(publicKey, message, signature);
