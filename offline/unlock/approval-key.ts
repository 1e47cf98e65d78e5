import { toBase64url } from '@/domain/shared/base64url';
import type { GateId } from '@/domain/shared/identity';
import { PBKDF2_ITERATIONS } from './vault';

/** RFC 8410: what stands before the 32 bytes of an Ed25519 seed in PKCS #8. */
const PKCS8_HEAD = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32]);
const ED25519 = { name: 'Ed25519' } as const;

export type ApprovalKey = {
  /** Raw, base64url: what the centre lists. */
  readonly publicKey: string;
  readonly sign: (message: Uint8Array<ArrayBuffer>) => Promise<string>;
};

/**
 * RE-2: the key that an approval code stands for, the same wherever it is typed; the gate is the salt, so a code is good
 * at one gate only. Nothing of it is stored. `code` as `readApprovalCode` writes it.
 */
export async function approvalKey(code: string, gateId: GateId): Promise<ApprovalKey> {
  const text = new TextEncoder();
  const raw = await crypto.subtle.importKey('raw', text.encode(code), 'PBKDF2', false, ['deriveBits']);
  const salt = text.encode(`gate.approval.v1|${gateId}`);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: PBKDF2_ITERATIONS };
  const seed = new Uint8Array(await crypto.subtle.deriveBits(how, raw, 256));
  const pkcs8 = new Uint8Array([...PKCS8_HEAD, ...seed]);
  // Extractable for a moment only: WebCrypto tells the public half of a seed in no other way.
  const open = await crypto.subtle.importKey('pkcs8', pkcs8, ED25519, true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', open);
  if (x === undefined) throw new Error('Ed25519 gave no public key');
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, ED25519, false, ['sign']);
  return {
    publicKey: x,
    sign: async (message) => toBase64url(new Uint8Array(await crypto.subtle.sign(ED25519, key, message))),
  };
}
