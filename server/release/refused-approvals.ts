import type { Transaction } from '@/db/client';
import { type Approver, approvalFault } from '@/domain/release/approval';
import type { GateId } from '@/domain/shared/identity';
import { gateEventSchema } from '@/domain/sync/event';
import { occurredAt } from '@/domain/sync/hlc';
import { verifySignature } from '../keys/ed25519';
import { listApprovers } from './list-approvers';

/**
 * RE-1 at the centre's door: hashes of the overrides in a batch whose second person is not proven. They are set aside
 * whole, so that a forged one never lets a release count.
 */
export async function refusedApprovals(
  tx: Transaction,
  gateId: GateId,
  sent: readonly unknown[],
): Promise<ReadonlySet<string>> {
  return sent.some(isOverride) ? unprovenOverrides(sent, await listApprovers(tx, gateId)) : new Set();
}

/** The same, with the gate's approvers at hand. */
export async function unprovenOverrides(
  sent: readonly unknown[],
  approvers: readonly Approver[],
): Promise<ReadonlySet<string>> {
  const overrides = sent.flatMap((thing) => {
    const parsed = isOverride(thing) ? gateEventSchema.safeParse(thing) : null;
    return parsed?.success && parsed.data.type === 'release.overridden' ? [parsed.data] : [];
  });
  const faults = await Promise.all(
    overrides.map((event) => approvalFault(event, occurredAt(event), approvers, verifySignature)),
  );
  return new Set(overrides.flatMap(({ hash }, at) => (faults[at] === null ? [] : [hash])));
}

const isOverride = (thing: unknown): boolean =>
  typeof thing === 'object' && thing !== null && Reflect.get(thing, 'type') === 'release.overridden';
