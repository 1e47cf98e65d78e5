import * as z from 'zod';
import type { Sign, TrustList, VerifySignature } from '../pass/claims';
import { encodeCbor } from '../pass/deterministic-cbor';
import { type ListFault, openPayload, sealPayload } from '../pass/sealed-payload';
import { mayIssue } from '../pass/signed-document';
import { fromBase64url } from '../shared/base64url';
import { type GateId, gateIdSchema, type Kid } from '../shared/identity';
import { err, ok, type Result } from '../shared/result';
import type { SignedDocument } from '../sync/protocol';
import type { Approver } from './approval';

/** Whose approval counts at a gate. No names: the list lies in clear on a locked tablet (OF-19). `issuedAt` in seconds. */
export type ApproverList = {
  readonly gateId: GateId;
  readonly version: number;
  readonly issuedAt: number;
  readonly approvers: readonly Approver[];
};

const approverListSchema = z.strictObject({
  gateId: gateIdSchema,
  version: z.int().nonnegative(),
  issuedAt: z.int().nonnegative(),
  approvers: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(60),
        publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
        from: z.int().nonnegative(),
        to: z.int().nonnegative().nullable(),
      }),
    )
    .max(500)
    .readonly(),
});

export const sealApproverList = (list: ApproverList, kid: Kid, sign: Sign): Promise<SignedDocument> =>
  sealPayload('approvers', list.version, kid, encodeCbor(list), sign);

/** RE-6: signed by an issuer key that may speak for this gate; versions only grow. */
export async function openApproverList(
  doc: SignedDocument,
  trust: TrustList,
  known: ApproverList | null,
  gateId: GateId,
  verify: VerifySignature,
): Promise<Result<ApproverList, ListFault>> {
  if (doc.kind !== 'approvers') return err('kind');
  const named = trust.keys.filter((key) => key.kid === doc.signer);
  if (named.length === 0) return err('signer-unknown');
  const payload = await openPayload(
    doc,
    named.flatMap((key) => fromBase64url(key.pub) ?? []),
    verify,
  );
  if (!payload.ok) return payload;
  const parsed = approverListSchema.safeParse(payload.value.fields);
  if (!parsed.success || parsed.data.version !== doc.version) return err('structure');
  const list = parsed.data;
  if (list.gateId !== gateId) return err('other-gate');
  if (!mayIssue(named, payload.value.publicKey, gateId, list.issuedAt)) return err('signer-unusable');
  return known !== null && list.version < known.version ? err('older') : ok(list);
}
