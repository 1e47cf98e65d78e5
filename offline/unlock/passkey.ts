import { toBase64url } from '@/domain/shared/base64url';
import type { PasskeyRow } from '../store/rows';
import type { RandomBytes } from './vault';

/**
 * WebAuthn with the PRF extension: the authenticator gives, after its own check of the person, a secret that it alone can
 * make again. It is the key under which the data key lies wrapped (OF-28). Nothing is sent to the centre, so the
 * challenge proves nothing and is merely drawn.
 */
export type Passkeys = {
  /** Whether this device may have one at all; whether it knows PRF shows when one is made. */
  readonly isAvailable: () => Promise<boolean>;
  /** Null when refused, cancelled, or without PRF. */
  readonly create: (deviceName: string) => Promise<Made | null>;
  readonly get: (rows: readonly PasskeyRow[]) => Promise<Got | null>;
};
type Made = { readonly row: Pick<PasskeyRow, 'credentialId' | 'salt'>; readonly key: CryptoKey };
type Got = { readonly row: PasskeyRow; readonly key: CryptoKey };

const SALT_BYTES = 32;
const TIMEOUT_MS = 60_000;
const INFO = 'gate.tablet.passkey.v1';
/** ES256, RS256: what authenticators have. */
const ALGORITHMS = [-7, -257];

async function keyOf(secret: BufferSource): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const how = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(0),
    info: new TextEncoder().encode(INFO),
  };
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

const secretOf = (credential: PublicKeyCredential): BufferSource | null =>
  credential.getClientExtensionResults().prf?.results?.first ?? null;

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

export function browserPasskeys(random: RandomBytes): Passkeys {
  async function ask(rows: readonly Pick<PasskeyRow, 'credentialId' | 'salt'>[]) {
    const [first] = rows;
    if (first === undefined) return null;
    // Of several officers each passkey has its own salt; one alone goes the plain way, which more authenticators know.
    const byId = Object.fromEntries(
      rows.map(({ credentialId, salt }) => [toBase64url(credentialId), { first: salt }] as const),
    );
    const given = await navigator.credentials.get({
      publicKey: {
        challenge: random(SALT_BYTES),
        allowCredentials: rows.map(({ credentialId }) => ({ type: 'public-key', id: credentialId })),
        userVerification: 'required',
        timeout: TIMEOUT_MS,
        extensions: { prf: rows.length === 1 ? { eval: { first: first.salt } } : { evalByCredential: byId } },
      },
    });
    if (!(given instanceof PublicKeyCredential)) return null;
    const secret = secretOf(given);
    return secret === null ? null : { id: new Uint8Array(given.rawId), key: await keyOf(secret) };
  }

  return {
    isAvailable: async () =>
      typeof PublicKeyCredential !== 'undefined' &&
      (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false)),
    create: async (deviceName) => {
      try {
        const salt = random(SALT_BYTES);
        const made = await navigator.credentials.create({
          publicKey: {
            challenge: random(SALT_BYTES),
            rp: { name: 'Gate' },
            // The device's name, not the person's: authenticators keep it in clear (OF-19).
            user: { id: random(SALT_BYTES), name: deviceName, displayName: deviceName },
            pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
            authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
            timeout: TIMEOUT_MS,
            extensions: { prf: { eval: { first: salt } } },
          },
        });
        if (!(made instanceof PublicKeyCredential)) return null;
        const row = { credentialId: new Uint8Array(made.rawId), salt };
        const secret = secretOf(made);
        if (secret !== null) return { row, key: await keyOf(secret) };
        // Most give the secret only when asked afterwards.
        const got = made.getClientExtensionResults().prf?.enabled === true ? await ask([row]) : null;
        return got === null ? null : { row, key: got.key };
      } catch {
        return null;
      }
    },
    get: async (rows) => {
      try {
        const got = await ask(rows);
        const row = rows.find(({ credentialId }) => got !== null && sameBytes(credentialId, got.id));
        return got === null || row === undefined ? null : { row, key: got.key };
      } catch {
        return null;
      }
    },
  };
}
