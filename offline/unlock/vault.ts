import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toBase64url } from '@/domain/shared/base64url';
import type { Roster, Sealed } from '../store/rows';

/**
 * Everything personal on the tablet is sealed under a random data key, and that under a key from each officer's shift
 * passphrase (PBKDF2-SHA-256) or passkey. The opened keys live in memory only: non-extractable keys were found in clear in the
 * browser's files, so none is ever stored (OF-19).
 */
export type Vault = {
  readonly seal: (value: unknown) => Promise<Sealed>;
  /** Rejects when the bytes were not sealed under this vault. */
  readonly open: (sealed: Sealed) => Promise<unknown>;
  /** Key under which a text can be looked up without standing in clear. */
  readonly index: (text: string) => string;
};

/** A vault that can put its own key under another lock, and never gives it out. */
export type OpenVault = Vault & { readonly wrap: (under: CryptoKey) => Promise<Sealed> };

export const PASSPHRASE_MIN_LENGTH = 8;
/** OWASP's figure for PBKDF2-SHA-256: about 150 ms off-thread on a tablet. */
export const PBKDF2_ITERATIONS = 600_000;
const IV_BYTES = 12;
const KEY_BYTES = 32;
/** Of an HMAC that only has to keep 50,000 plates apart. */
const INDEX_BYTES = 12;

export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

/** The same passphrase however the keyboard composes its diacritics. */
const passphraseBytes = (passphrase: string) => new TextEncoder().encode(passphrase.normalize('NFKC'));

/** The key of a passphrase: takes its time, and the same for a wrong one. */
export async function passphraseKey(
  passphrase: string,
  { salt, iterations }: Pick<Roster, 'salt' | 'iterations'>,
): Promise<CryptoKey> {
  const raw = await crypto.subtle.importKey('raw', passphraseBytes(passphrase), 'PBKDF2', false, [
    'deriveKey',
  ]);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, raw, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

async function sealBytes(
  key: CryptoKey,
  plain: Uint8Array<ArrayBuffer>,
  random: RandomBytes,
): Promise<Sealed> {
  const iv = random(IV_BYTES);
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain));
  const sealed = new Uint8Array(IV_BYTES + cipher.length);
  sealed.set(iv);
  sealed.set(cipher, IV_BYTES);
  return sealed;
}

async function openBytes(key: CryptoKey, sealed: Sealed): Promise<Uint8Array<ArrayBuffer>> {
  const iv = sealed.subarray(0, IV_BYTES);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed.subarray(IV_BYTES)));
}

/** A vault over a data key of 32 bytes; headless tablets give a random one. */
export async function vaultOf(dataKey: Uint8Array<ArrayBuffer>, random: RandomBytes): Promise<OpenVault> {
  const derive = (info: string) =>
    new Uint8Array(hkdf(sha256, dataKey, undefined, utf8ToBytes(info), KEY_BYTES));
  const key = await crypto.subtle.importKey('raw', derive('gate.tablet.rows.v1'), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  const indexKey = derive('gate.tablet.index.v1');
  return {
    seal: (value) => sealBytes(key, new TextEncoder().encode(JSON.stringify(value)), random),
    open: async (sealed) => JSON.parse(new TextDecoder().decode(await openBytes(key, sealed))) as unknown,
    index: (text) => toBase64url(hmac(sha256, indexKey, utf8ToBytes(text)).subarray(0, INDEX_BYTES)),
    wrap: (under) => sealBytes(under, dataKey, random),
  };
}

export const createVault = (random: RandomBytes): Promise<OpenVault> => vaultOf(random(KEY_BYTES), random);

/** Null for a wrong key: the tag of the wrapped data key does not fit. */
export async function openVault(
  wrapped: Sealed,
  under: CryptoKey,
  random: RandomBytes,
): Promise<OpenVault | null> {
  const dataKey = await openBytes(under, wrapped).catch(() => null);
  return dataKey === null ? null : vaultOf(dataKey, random);
}
