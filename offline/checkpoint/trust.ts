import type { RevocationList, TrustList, VerifySignature } from '@/domain/pass/claims';
import { openRevocationList, openTrustList } from '@/domain/pass/signed-document';
import { type ApproverList, openApproverList } from '@/domain/release/approver-list';
import { fromBase64url } from '@/domain/shared/base64url';
import type { GateId } from '@/domain/shared/identity';
import type { SignedDocument } from '@/domain/sync/protocol';

/** Signed lists, opened. Null: none on board, then nothing is forged and nothing proceeds unlooked. */
export type Trust = {
  readonly list: TrustList | null;
  readonly revocation: RevocationList | null;
  readonly revoked: ReadonlySet<string>;
  /** Whose approval lets a release through (RE-6); null: nobody's is known here. */
  readonly approvers: ApproverList | null;
};
export const noTrust: Trust = { list: null, revocation: null, revoked: new Set(), approvers: null };

/** No key known: every pass is then "cannot tell", never "forged" (PS-11). */
export const EMPTY_TRUST_LIST: TrustList = { version: 0, issuedAt: 0, expires: 0, keys: [] };

export type Anchors = { readonly roots: readonly string[]; readonly gateId: GateId };

/**
 * Opens what fits onto what is known, keys first since the other lists are signed by them. A document that no trusted key
 * signed, or that is older than the known one, is let go and what was known stays (OF-13).
 */
export async function openTrust(
  documents: readonly SignedDocument[],
  known: Trust,
  anchors: Anchors,
  verify: VerifySignature,
): Promise<{ readonly trust: Trust; readonly accepted: readonly SignedDocument[] }> {
  const roots = anchors.roots.flatMap((root) => fromBase64url(root) ?? []);
  const accepted: SignedDocument[] = [];
  let { list, revocation, approvers } = known;
  const ofKind = (kind: SignedDocument['kind']) =>
    documents.filter((document) => document.kind === kind).toSorted((a, b) => a.version - b.version);
  for (const document of ofKind('trust-list')) {
    const opened = await openTrustList(document, roots, list, verify);
    if (!opened.ok) continue;
    list = opened.value;
    accepted.push(document);
  }
  for (const document of ofKind('revocation')) {
    if (list === null) break;
    const opened = await openRevocationList(document, list, revocation, anchors.gateId, verify);
    if (!opened.ok) continue;
    revocation = opened.value;
    accepted.push(document);
  }
  for (const document of ofKind('approvers')) {
    if (list === null) break;
    const opened = await openApproverList(document, list, approvers, anchors.gateId, verify);
    if (!opened.ok) continue;
    approvers = opened.value;
    accepted.push(document);
  }
  const trust = { list, revocation, revoked: new Set<string>(revocation?.passIds), approvers };
  return { trust, accepted };
}
