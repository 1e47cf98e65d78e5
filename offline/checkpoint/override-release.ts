import {
  type ApprovalStatement,
  type Approver,
  approvalMessage,
  type OverrideReason,
} from '@/domain/release/approval';
import { readApprovalCode } from '@/domain/release/approval-code';
import type { DeviceId } from '@/domain/shared/identity';
import type { EventDraft } from '@/domain/sync/event';
import { approvalKey } from '../unlock/approval-key';
import { type Author, overrideDraft } from './drafts';
import type { Overridden, Recorded, Vehicle } from './outcome';

export type OverrideOrder = {
  readonly reason: OverrideReason;
  /** As typed or as the card says. */
  readonly code: string;
  readonly note?: string;
};

/**
 * RE-1 with no network: the code makes the supervisor's key anew, the list on board says whose it is, and the key
 * signs this one release. The code and the key are forgotten with the call.
 */
export async function overrideRelease(
  vehicle: Vehicle,
  order: OverrideOrder,
  ports: {
    readonly author: Author;
    readonly device: DeviceId;
    readonly approvers: readonly Approver[];
    /** Corrected clock, ms. */
    readonly now: number;
    readonly sealed: string | null;
    readonly record: (drafts: readonly EventDraft[]) => Promise<Recorded>;
  },
): Promise<Overridden> {
  const { author, device, now } = ports;
  const code = readApprovalCode(order.code);
  if (code === null) return { kind: 'not-a-code' };
  const key = await approvalKey(code, author.gateId);
  const signedAt = Math.trunc(now);
  const approver = ports.approvers.find(
    ({ publicKey, from, to }) =>
      publicKey === key.publicKey && from <= signedAt && (to === null || signedAt < to),
  );
  if (approver === undefined) return { kind: 'unknown-code' };
  if (approver.id === author.actor) return { kind: 'own-word' };
  const { reason } = order;
  const approvedBy = approver.id;
  const step = vehicle.process?.steps.find((each) => each.release)?.id ?? null;
  const { crossingId, passId } = vehicle;
  const { gateId, actor } = author;
  const statement: ApprovalStatement = {
    gateId,
    device,
    crossingId,
    passId,
    step,
    actor,
    reason,
    approvedBy,
    signedAt,
  };
  const signature = await key.sign(approvalMessage(statement));
  const body = { reason, approvedBy, approval: { signedAt, signature } };
  return ports.record([overrideDraft(author, vehicle, step, body, ports.sealed)]);
}
