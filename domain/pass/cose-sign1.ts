import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fromHex } from '../shared/hex';
import { kidOfBytes } from '../shared/id-bytes';
import type { Kid } from '../shared/identity';
import { err, ok, type Result } from '../shared/result';
import { decodeCbor, encodeCbor } from './deterministic-cbor';

/** COSE_Sign1 (RFC 9052 §4.2, §4.4) with Ed25519 (RFC 9053 §2.2), untagged, nothing in the unprotected header. */

const ALG = 1;
const KID = 4;
const EDDSA = -8;
const SIGNATURE_BYTES = 64;

type Sign1 = {
  readonly kid: Kid;
  readonly protectedBytes: Uint8Array;
  readonly payloadBytes: Uint8Array;
  readonly signature: Uint8Array;
};

/** `{1: -8, 4: kid}`, the only protected header there is. */
export function protectedHeader(kid: Kid): Uint8Array<ArrayBuffer> {
  return encodeCbor(
    new Map<number, unknown>([
      [ALG, EDDSA],
      [KID, fromHex(kid)],
    ]),
  );
}

/** The bytes that are signed: `Sig_structure` with the purpose as external data, so no signature serves two purposes. */
export function sigStructure(
  protectedBytes: Uint8Array,
  purpose: string,
  payloadBytes: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return encodeCbor(['Signature1', protectedBytes, utf8ToBytes(purpose), payloadBytes]);
}

export function encodeSign1(message: Omit<Sign1, 'kid'>): Uint8Array<ArrayBuffer> {
  return encodeCbor([message.protectedBytes, new Map(), message.payloadBytes, message.signature]);
}

/** Exactly four elements, an empty unprotected header, 64 bytes of signature; any other header label is refused. */
export function decodeSign1(bytes: Uint8Array): Result<Sign1, 'cbor' | 'structure'> {
  const outer = decodeCbor(bytes);
  if (!outer.ok) return outer;
  if (!Array.isArray(outer.value) || outer.value.length !== 4) return err('structure');
  const [protectedBytes, unprotected, payloadBytes, signature]: unknown[] = outer.value;
  if (!(protectedBytes instanceof Uint8Array) || !(payloadBytes instanceof Uint8Array))
    return err('structure');
  if (!(unprotected instanceof Map) || unprotected.size !== 0) return err('structure');
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_BYTES) return err('structure');
  const header = decodeCbor(protectedBytes);
  if (!header.ok) return header;
  // Two labels, both understood: `crit` (2) or any newer label cannot be skipped over by mistake.
  if (!(header.value instanceof Map) || header.value.size !== 2) return err('structure');
  const kid = kidOfBytes(header.value.get(KID));
  if (header.value.get(ALG) !== EDDSA || kid === null) return err('structure');
  return ok({ kid, protectedBytes, payloadBytes, signature });
}
