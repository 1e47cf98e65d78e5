import { ed25519 } from '@noble/curves/ed25519.js';
import type { VerifySignature } from '@/domain/pass/claims';
import { toBase64url } from '@/domain/shared/base64url';

/**
 * The tablet's own Ed25519 key signs its uploads. Not extractable, yet its bytes lie in the browser's files: it
 * stands for the device only, never for an officer or for a secret (exchange.md, At rest).
 */
export type DeviceKey = { readonly privateKey: CryptoKey; readonly publicKey: string };

export async function createDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('Ed25519 gave no key pair');
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { privateKey: pair.privateKey, publicKey: toBase64url(raw) };
}

export async function signAsDevice(privateKey: CryptoKey, message: Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, message)));
}

/** WebCrypto where the browser has Ed25519, else the same mathematics in JavaScript (some 12 times slower). */
export const verifySignature: VerifySignature = async (publicKey, message, signature) => {
  try {
    const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(message));
  } catch {
    return verifyInJavaScript(publicKey, message, signature);
  }
};

export function verifyInJavaScript(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
