import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { VerifySignature } from '../pass/claims';
import { fromBase64url } from '../shared/base64url';
import { canonicalJson } from '../sync/canonical-json';
import type { GateEvent, GateEventOf } from '../sync/event';

/** Why a release goes on without customs' answer: a closed set on the wire; words beside it are sealed (OF-19). */
export const OVERRIDE_REASONS = [
  'system-down',
  'customs-by-phone',
  'customs-on-paper',
  'perishable',
  'emergency',
  'other',
] as const;
export type OverrideReason = (typeof OVERRIDE_REASONS)[number];

/** A supervisor's key: the private half is made from the approval code whenever it is typed (RE-2). Times in ms. */
export type Approver = {
  /** The person. */
  readonly id: string;
  /** Raw Ed25519 key, base64url. */
  readonly publicKey: string;
  readonly from: number;
  /** Null while it is in force. */
  readonly to: number | null;
};

/** What a supervisor signs: this one release, on this tablet, for this reason. */
export type ApprovalStatement = Pick<
  GateEvent,
  'gateId' | 'device' | 'crossingId' | 'passId' | 'step' | 'actor'
> & { readonly reason: string; readonly approvedBy: string; readonly signedAt: number };

/** Purpose first, so that the signature can never be shown as another one. */
export const approvalMessage = (statement: ApprovalStatement): Uint8Array<ArrayBuffer> =>
  new Uint8Array(utf8ToBytes(`gate.approval.v1\n${canonicalJson(statement)}`));

/** An approval made by a tablet whose clock was never measured may differ this much from the event's own time. */
const SIGNED_WITHIN_MS = 10 * 60_000;

/** Why an override does not count; `null` when it does. */
export type ApprovalFault = 'unsigned' | 'own-word' | 'approver' | 'time' | 'signature';

/**
 * RE-1: two people. The signature is of an approver in force at that time, who is not the officer that writes, over
 * exactly this event. `at`: time of the event (EV-5), ms.
 */
export async function approvalFault(
  event: GateEventOf<'release.overridden'>,
  at: number,
  approvers: readonly Approver[],
  verify: VerifySignature,
): Promise<ApprovalFault | null> {
  const { approval, approvedBy, reason } = event.body;
  if (approval === undefined) return 'unsigned';
  if (event.actor === null || event.actor === approvedBy) return 'own-word';
  const { signedAt } = approval;
  if (Math.abs(signedAt - at) > SIGNED_WITHIN_MS) return 'time';
  const keys = approvers.filter(
    ({ id, from, to }) => id === approvedBy && from <= signedAt && (to === null || signedAt < to),
  );
  if (keys.length === 0) return 'approver';
  const { gateId, device, crossingId, passId, step, actor } = event;
  const statement = { gateId, device, crossingId, passId, step, actor, reason, approvedBy, signedAt };
  const message = approvalMessage(statement);
  const signature = fromBase64url(approval.signature);
  for (const { publicKey } of keys) {
    const key = fromBase64url(publicKey);
    if (key !== null && signature !== null && (await verify(key, message, signature))) return null;
  }
  return 'signature';
}
