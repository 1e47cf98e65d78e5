import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { IssuerKey, Sign, TrustList, VerifySignature } from '../pass/claims';
import { kidOf } from '../pass/kid';
import { toBase64url } from '../shared/base64url';
import type { GateId, Kid } from '../shared/identity';

/** Ed25519 by Node's own provider. TEST KEYS: the seeds are public and must never sign a pass of a real gate. */

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

export type TestKey = {
  readonly seed: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly kid: Kid;
  readonly sign: Sign;
};

/** Seed of 32 bytes, raw. */
export function keyFromSeed(seed: Uint8Array): TestKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = new Uint8Array(spki.subarray(SPKI_ED25519.length));
  return {
    seed,
    publicKey,
    kid: kidOf(publicKey),
    sign: async (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

export const testKey = (number: number): TestKey => keyFromSeed(new Uint8Array(32).fill(number));

export const verifyWithNode: VerifySignature = async (publicKey, message, signature) => {
  const key = createPublicKey({
    key: Buffer.concat([SPKI_ED25519, publicKey]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, message, key, signature);
};

/** 2026-11-23T01:00:00Z, seconds: "now" of every fixed test. */
export const TEST_NOW = 1_795_395_600;
export const DAY_SECONDS = 86_400;
export const HUU_NGHI = 'HN' as GateId;

export const issuerKey = (key: TestKey, change: Partial<IssuerKey> = {}): IssuerKey => ({
  kid: key.kid,
  alg: 'EdDSA',
  pub: toBase64url(key.publicKey),
  gates: 'all',
  signFrom: TEST_NOW - 30 * DAY_SECONDS,
  signTo: TEST_NOW + 60 * DAY_SECONDS,
  verifyUntil: TEST_NOW + 120 * DAY_SECONDS,
  status: 'active',
  ...change,
});

export const trustOf = (...keys: readonly IssuerKey[]): TrustList => ({
  version: 1,
  issuedAt: TEST_NOW - DAY_SECONDS,
  expires: TEST_NOW + 365 * DAY_SECONDS,
  keys,
});
