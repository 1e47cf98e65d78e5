import * as z from 'zod';
import { fromBase64url, toBase64url } from '../shared/base64url';
import { fromHex, toHex } from '../shared/hex';
import {
  type GateId,
  gateIdSchema,
  type Kid,
  kidSchema,
  type PassId,
  passIdSchema,
} from '../shared/identity';
import { err, ok, type Result } from '../shared/result';
import type { SignedDocument } from '../sync/protocol';
import type { RevocationList, Sign, TrustList, VerifySignature } from './claims';
import { encodeCbor, equalBytes } from './deterministic-cbor';
import { kidOf } from './kid';
import {
  applyRevocationDelta,
  makeRevocationList,
  type RevocationDelta,
  revocationDelta,
} from './revocation-list';
import { type ListFault, openPayload, sealPayload } from './sealed-payload';

const issuerKeySchema = z
  .strictObject({
    kid: kidSchema,
    alg: z.literal('EdDSA'),
    pub: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    gates: z.union([z.literal('all'), z.array(gateIdSchema).max(100).readonly()]),
    signFrom: z.int().nonnegative(),
    signTo: z.int().nonnegative(),
    verifyUntil: z.int().nonnegative(),
    status: z.enum(['active', 'withdrawn']),
  })
  .refine((key) => {
    const publicKey = fromBase64url(key.pub);
    return publicKey !== null && kidOf(publicKey) === key.kid;
  });

/** A key of the list whose id is not that of its own bytes makes the whole list unreadable. */
export const trustListSchema = z.strictObject({
  version: z.int().nonnegative(),
  issuedAt: z.int().nonnegative(),
  expires: z.int().nonnegative(),
  keys: z.array(issuerKeySchema).max(1000).readonly(),
});

/** Snapshot (`base` null, everything added) or delta. Ids as 16 bytes each, one after the other, ascending. */
const revocationSchema = z.strictObject({
  gateId: gateIdSchema,
  base: z.int().nonnegative().nullable(),
  version: z.int().nonnegative(),
  issuedAt: z.int().nonnegative(),
  count: z.int().nonnegative(),
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
  added: z.instanceof(Uint8Array),
  removed: z.instanceof(Uint8Array),
});

/** Signed by an offline root. Times in seconds. */
export function sealTrustList(list: TrustList, rootKeyId: Kid, sign: Sign): Promise<SignedDocument> {
  return sealPayload('trust-list', list.version, rootKeyId, encodeCbor(list), sign);
}

/**
 * PS-13, PS-14. An expired list is still opened: how old is too old is the policy's question, and an old list is never
 * a reason to call a pass forged. The same document twice is the same list; an older version is refused.
 */
export async function openTrustList(
  doc: SignedDocument,
  roots: readonly Uint8Array[],
  known: TrustList | null,
  verify: VerifySignature,
): Promise<Result<TrustList, ListFault>> {
  if (doc.kind !== 'trust-list') return err('kind');
  const candidates = roots.filter((root) => kidOf(root) === doc.signer);
  if (candidates.length === 0) return err('signer-unknown');
  const payload = await openPayload(doc, candidates, verify);
  if (!payload.ok) return payload;
  const parsed = trustListSchema.safeParse(payload.value.fields);
  if (!parsed.success || parsed.data.version !== doc.version) return err('structure');
  const list: TrustList = parsed.data;
  if (known === null || list.version > known.version) return ok(list);
  if (list.version < known.version) return err('older');
  return equalBytes(payload.value.bytes, encodeCbor(known)) ? ok(list) : err('conflict');
}

/** A snapshot, signed by an issuer key of the trust list. */
export function sealRevocationList(list: RevocationList, kid: Kid, sign: Sign): Promise<SignedDocument> {
  const { passIds, ...rest } = list;
  const fields = { ...rest, base: null, added: joinIds(passIds), removed: new Uint8Array(0) };
  return sealPayload('revocation', list.version, kid, encodeCbor(fields), sign);
}

/** What changed since `from`: it opens only where `from` is known, and gives the same list as the snapshot of `to`. */
export function sealRevocationDelta(
  from: RevocationList,
  to: RevocationList,
  kid: Kid,
  sign: Sign,
): Promise<SignedDocument> {
  const delta = revocationDelta(from, to);
  const fields = { ...delta, added: joinIds(delta.added), removed: joinIds(delta.removed) };
  return sealPayload('revocation', to.version, kid, encodeCbor(fields), sign);
}

/** PS-15 to PS-17: snapshot or delta, by a key that may speak for this gate at the time the list was made. */
export async function openRevocationList(
  doc: SignedDocument,
  trust: TrustList,
  known: RevocationList | null,
  gateId: GateId,
  verify: VerifySignature,
): Promise<Result<RevocationList, ListFault>> {
  if (doc.kind !== 'revocation') return err('kind');
  const named = trust.keys.filter((key) => key.kid === doc.signer);
  if (named.length === 0) return err('signer-unknown');
  const publicKeys = named.flatMap((key) => fromBase64url(key.pub) ?? []);
  const payload = await openPayload(doc, publicKeys, verify);
  if (!payload.ok) return payload;
  const parsed = revocationSchema.safeParse(payload.value.fields);
  if (!parsed.success || parsed.data.version !== doc.version) return err('structure');
  const { base, ...fields } = parsed.data;
  if (fields.gateId !== gateId) return err('other-gate');
  if (!mayIssue(named, payload.value.publicKey, gateId, fields.issuedAt)) return err('signer-unusable');
  const added = splitIds(fields.added);
  const removed = splitIds(fields.removed);
  if (added === null || removed === null) return err('structure');
  if (known !== null && isOlder(fields, known)) return err('older');
  return base === null
    ? openSnapshot({ ...fields, passIds: added }, known)
    : openDelta({ ...fields, base, added, removed }, known);
}

/** PS-15: an issuer key speaks for this gate and was in its signing window when the list was made (seconds). */
export function mayIssue(
  named: TrustList['keys'],
  publicKey: Uint8Array,
  gateId: GateId,
  issuedAt: number,
): boolean {
  const signer = toBase64url(publicKey);
  return named.some(
    (key) =>
      key.pub === signer &&
      key.status === 'active' &&
      (key.gates === 'all' || key.gates.includes(gateId)) &&
      key.signFrom <= issuedAt &&
      issuedAt <= key.signTo,
  );
}

function openSnapshot(list: RevocationList, known: RevocationList | null): Result<RevocationList, ListFault> {
  const made = makeRevocationList(list.gateId, list.version, list.issuedAt, list.passIds);
  if (made.count !== list.count || made.checksum !== list.checksum) return err('checksum');
  if (known?.version === list.version && known.checksum !== list.checksum) return err('conflict');
  return ok(made);
}

function openDelta(delta: RevocationDelta, known: RevocationList | null): Result<RevocationList, ListFault> {
  if (known === null) return err('gap');
  if (delta.version === known.version) return delta.checksum === known.checksum ? ok(known) : err('conflict');
  return applyRevocationDelta(known, delta);
}

/** Versions and times of issue only grow: a signed list cannot be replayed to forget a revocation. */
const isOlder = (list: { version: number; issuedAt: number }, known: RevocationList): boolean =>
  list.version < known.version || list.issuedAt < known.issuedAt;

function joinIds(ids: readonly PassId[]): Uint8Array<ArrayBuffer> {
  return fromHex([...ids].sort().join('')) ?? new Uint8Array(0);
}

/** Null unless the ids stand in strictly ascending order: one spelling per set. */
function splitIds(bytes: Uint8Array): PassId[] | null {
  if (bytes.length % 16 !== 0) return null;
  const ids: PassId[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const id = passIdSchema.parse(toHex(bytes.subarray(at, at + 16)));
    const last = ids.at(-1);
    if (last !== undefined && last >= id) return null;
    ids.push(id);
  }
  return ids;
}
