import { fromBase64url, toBase64url } from '@/domain/shared/base64url';

/**
 * Personal text typed on a tablet is sealed to the centre's P-256 key: queued and uploaded by a locked tablet, read by
 * the centre alone (OF-19). Format, `gate.seal.v1`:
 *
 *   base64url( ephemeral public key, raw uncompressed, 65 bytes | iv, 12 bytes | AES-256-GCM ciphertext and 16-byte tag )
 *
 *   shared  = ECDH P-256 (ephemeral private key, centre's public key), the x coordinate, 32 bytes
 *   key     = HKDF-SHA-256 (shared, salt empty, info "gate.seal.v1"), 32 bytes
 *   plain   = UTF-8 of a JSON document; no additional authenticated data
 */
export const SEAL_INFO = 'gate.seal.v1';
const PUBLIC_KEY_BYTES = 65;
const IV_BYTES = 12;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;

async function sharedAesKey(own: CryptoKey, other: CryptoKey): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode(SEAL_INFO);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info };
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

const importPublic = (raw: Uint8Array<ArrayBuffer>) => crypto.subtle.importKey('raw', raw, CURVE, false, []);

/** `publicKey`: raw 65 bytes, base64url, as the enrolment gave it. Throws when it is none. */
export async function sealToCentre(publicKey: string, document: unknown): Promise<string> {
  const raw = fromBase64url(publicKey);
  if (raw === null) throw new Error('the sealing key is not base64url');
  const ephemeral = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const key = await sharedAesKey(ephemeral.privateKey, await importPublic(raw));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(document));
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain));
  const own = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey));
  const sealed = new Uint8Array(PUBLIC_KEY_BYTES + IV_BYTES + cipher.length);
  sealed.set(own);
  sealed.set(iv, PUBLIC_KEY_BYTES);
  sealed.set(cipher, PUBLIC_KEY_BYTES + IV_BYTES);
  return toBase64url(sealed);
}

/** The centre's half, with its private key. Null when the text was not sealed to it or was changed. */
export async function openAtCentre(privateKey: CryptoKey, sealed: string): Promise<unknown> {
  const bytes = fromBase64url(sealed);
  if (bytes === null || bytes.length < PUBLIC_KEY_BYTES + IV_BYTES + 16) return null;
  try {
    const key = await sharedAesKey(privateKey, await importPublic(bytes.slice(0, PUBLIC_KEY_BYTES)));
    const iv = bytes.slice(PUBLIC_KEY_BYTES, PUBLIC_KEY_BYTES + IV_BYTES);
    const cipher = bytes.slice(PUBLIC_KEY_BYTES + IV_BYTES);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, cipher);
    return JSON.parse(new TextDecoder().decode(plain)) as unknown;
  } catch {
    return null;
  }
}
