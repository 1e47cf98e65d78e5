import { webcrypto } from 'node:crypto';
import * as z from 'zod';
import { fromBase64url, toBase64url } from '@/domain/shared/base64url';

/**
 * Personal text that a tablet writes is sealed to this P-256 key: whoever reads the tablet's disk or the log needs the
 * centre to read it. `gate.seal.v1`, base64url of
 *
 *   ephemeral public key, uncompressed, 65 bytes | iv, 12 bytes | AES-256-GCM ciphertext and 16-byte tag
 *
 * under HKDF-SHA-256 (x coordinate of the ECDH, no salt, info "gate.seal.v1"). `bound` is the additional authenticated
 * data: empty for what a tablet seals, the row's id for what the centre keeps itself.
 */
export type SealingKey = {
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** Null when it was not sealed to this key with this `bound`, or was altered. */
  readonly open: (sealed: string, bound: string) => Promise<Uint8Array | null>;
};

const POINT = 65;
const NONCE = 12;
const TAG = 16;
const INFO = 'gate.seal.v1';
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;

const jwkSchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

export async function makeSealingKey(): Promise<z.infer<typeof jwkSchema>> {
  const pair = await webcrypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  return jwkSchema.parse(await webcrypto.subtle.exportKey('jwk', pair.privateKey));
}

export async function sealingKey(kept: unknown): Promise<SealingKey> {
  const jwk = jwkSchema.parse(kept);
  const { d: _, ...publicJwk } = jwk;
  const privateKey = await webcrypto.subtle.importKey('jwk', jwk, CURVE, false, ['deriveBits']);
  const point = await webcrypto.subtle.importKey('jwk', publicJwk, CURVE, true, []);
  const publicKey = new Uint8Array(await webcrypto.subtle.exportKey('raw', point));
  return { publicKey, open: (sealed, bound) => openSealed(privateKey, sealed, bound) };
}

async function openSealed(
  privateKey: webcrypto.CryptoKey,
  sealed: string,
  bound: string,
): Promise<Uint8Array | null> {
  const bytes = fromBase64url(sealed);
  if (bytes === null || bytes.length < POINT + NONCE + TAG) return null;
  try {
    const sender = await webcrypto.subtle.importKey('raw', bytes.slice(0, POINT), CURVE, false, []);
    const key = await contentKey(privateKey, sender, 'decrypt');
    const opened = await webcrypto.subtle.decrypt(
      {
        name: 'AES-GCM',
        iv: bytes.slice(POINT, POINT + NONCE),
        additionalData: new TextEncoder().encode(bound),
      },
      key,
      bytes.slice(POINT + NONCE),
    );
    return new Uint8Array(opened);
  } catch {
    return null; // WebCrypto's only answer to a wrong key, a wrong tag or a point off the curve
  }
}

/** The tablet's side, for whoever writes to the centre from here: each text under an ephemeral key of its own. */
export async function sealToCentre(
  publicKey: Uint8Array<ArrayBuffer>,
  content: Uint8Array<ArrayBuffer>,
  bound: string,
): Promise<string> {
  const pair = await webcrypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  const ephemeral = new Uint8Array(await webcrypto.subtle.exportKey('raw', pair.publicKey));
  const recipient = await webcrypto.subtle.importKey('raw', publicKey, CURVE, false, []);
  const key = await contentKey(pair.privateKey, recipient, 'encrypt');
  const iv = webcrypto.getRandomValues(new Uint8Array(NONCE));
  const encrypted = await webcrypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(bound) },
    key,
    content,
  );
  return toBase64url(Buffer.concat([ephemeral, iv, new Uint8Array(encrypted)]));
}

async function contentKey(
  privateKey: webcrypto.CryptoKey,
  other: webcrypto.CryptoKey,
  use: 'encrypt' | 'decrypt',
): Promise<webcrypto.CryptoKey> {
  const shared = await webcrypto.subtle.deriveBits({ name: 'ECDH', public: other }, privateKey, 256);
  const material = await webcrypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  return webcrypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: new TextEncoder().encode(INFO) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    [use],
  );
}
