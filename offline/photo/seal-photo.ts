import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { toBase64url } from '@/domain/shared/base64url';
import { type Hash, hashSchema } from '@/domain/shared/identity';
import { sealToCentre } from '../unlock/seal-to-centre';
import type { RandomBytes } from '../unlock/vault';

export type SealedPhoto = {
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** Content key, sealed to the centre. */
  readonly key: string;
  readonly hash: Hash;
};

const IV_BYTES = 12;
const KEY_BYTES = 32;

/** `gate.photo.v1` (domain/sync/photo.ts): from here on nobody but the centre sees it, this tablet included (OF-19). */
export async function sealPhoto(
  picture: Uint8Array<ArrayBuffer>,
  photo: string,
  ports: { readonly sealingKey: string; readonly random: RandomBytes },
): Promise<SealedPhoto> {
  const [raw, iv] = [ports.random(KEY_BYTES), ports.random(IV_BYTES)];
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  const how = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(photo) };
  const cipher = new Uint8Array(await crypto.subtle.encrypt(how, key, picture));
  const sealed = new Uint8Array(IV_BYTES + cipher.length);
  sealed.set(iv);
  sealed.set(cipher, IV_BYTES);
  return {
    sealed,
    key: await sealToCentre(ports.sealingKey, { key: toBase64url(raw) }),
    hash: hashSchema.parse(bytesToHex(sha256(sealed))),
  };
}
