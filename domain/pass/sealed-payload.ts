import { fromBase64url, toBase64url } from '../shared/base64url';
import { type Kid, kidSchema } from '../shared/identity';
import { err, ok, type Result } from '../shared/result';
import type { SignedDocument } from '../sync/protocol';
import type { Sign, VerifySignature } from './claims';
import { protectedHeader, sigStructure } from './cose-sign1';
import { decodeCbor } from './deterministic-cbor';

/**
 * Lists that tablets hold, signed as COSE_Sign1 with detached parts: the document carries the payload (deterministic
 * CBOR, base64url) and the signature; the protected header is rebuilt from `signer`. Purpose by kind of document, so
 * that no signature over one can be shown as the other, or as a pass.
 */
const PURPOSE = {
  'trust-list': 'vn.gate.trustlist.v1',
  revocation: 'vn.gate.revocation.v1',
  approvers: 'vn.gate.approvers.v1',
} as const;
type Kind = SignedDocument['kind'];

/** Bound on a payload before any work is done for it: some 60,000 revoked ids. */
const PAYLOAD_MAX_CHARACTERS = 1_400_000;

export type ListFault =
  | 'kind' // another kind of document
  | 'signer-unknown' // no root, or no key of the trust list, by this id
  | 'signer-unusable' // key withdrawn, out of its window, or not of this gate
  | 'signature'
  | 'structure' // signed, but not what this version can read
  | 'other-gate'
  | 'checksum' // count or checksum do not fit the ids
  | 'gap' // a delta from a version that is not the known one: fetch the snapshot
  | 'older' // versions only grow
  | 'conflict'; // the known version with other content: someone signed twice

/** The document over a payload of deterministic CBOR. */
export async function sealPayload(
  kind: Kind,
  version: number,
  signer: Kid,
  payload: Uint8Array,
  sign: Sign,
): Promise<SignedDocument> {
  const signature = await sign(sigStructure(protectedHeader(signer), PURPOSE[kind], payload));
  return { kind, version, signer, payload: toBase64url(payload), signature: toBase64url(signature) };
}

type SealedPayload = {
  readonly bytes: Uint8Array;
  readonly fields: unknown;
  /** The one that signed. */
  readonly publicKey: Uint8Array;
};

/** The payload that one of the keys signed for this kind of document; `structure` when it is no readable CBOR. */
export async function openPayload(
  doc: SignedDocument,
  publicKeys: readonly Uint8Array[],
  verify: VerifySignature,
): Promise<Result<SealedPayload, 'signature' | 'structure' | 'signer-unknown'>> {
  const signer = kidSchema.safeParse(doc.signer);
  if (!signer.success) return err('signer-unknown');
  const bytes = doc.payload.length > PAYLOAD_MAX_CHARACTERS ? null : fromBase64url(doc.payload);
  const signature = fromBase64url(doc.signature);
  if (bytes === null || signature?.length !== 64) return err('structure');
  const message = sigStructure(protectedHeader(signer.data), PURPOSE[doc.kind], bytes);
  for (const publicKey of publicKeys) {
    if (await verify(publicKey, message, signature)) {
      const decoded = decodeCbor(bytes);
      return decoded.ok ? ok({ bytes, fields: toPlainObjects(decoded.value), publicKey }) : err('structure');
    }
  }
  return err('signature');
}

/** Maps with text keys as objects for the schema; created without a prototype, so no key can reach one. */
function toPlainObjects(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlainObjects);
  if (!(value instanceof Map)) return value;
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, member] of value) object[String(key)] = toPlainObjects(member);
  return object;
}
