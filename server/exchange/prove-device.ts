import type { Transaction } from '@/db/client';
import { can } from '@/domain/access/can';
import type { DeviceId, GateId } from '@/domain/shared/identity';
import { agencySchema } from '@/domain/shared/vocabulary';
import { type DeviceRow, lockDevices } from './device-row';
import { isSignedBy, type SignedText, type SyncError } from './request';

export type Claim = {
  readonly gateId: GateId;
  readonly device: DeviceId;
  readonly action: 'sync.push' | 'sync.pull' | 'sync.wake' | 'sync.photo';
  readonly body: SignedText;
  /** Key that signed it, where that was looked at before; whether it is this device's is still to be proved. */
  readonly signedBy?: string | null;
};

/** What a withdrawn tablet may still do. */
const BRINGS_FACTS: ReadonlySet<Claim['action']> = new Set(['sync.push', 'sync.photo']);

export type Proof =
  | { readonly kind: 'proved'; readonly row: DeviceRow }
  | { readonly kind: 'refused'; readonly error: SyncError };

/** Locks the devices of these claims, all of one gate, and looks who signed; the answers stand in their order. */
export async function proveDevices(
  tx: Transaction,
  gateId: GateId,
  claims: readonly Claim[],
): Promise<readonly Proof[]> {
  const rows = await lockDevices(
    tx,
    gateId,
    claims.map(({ device }) => device),
  );
  return claims.map((claim) => prove(claim, rows.get(claim.device) ?? null));
}

function prove(claim: Claim, row: DeviceRow | null): Proof {
  const { gateId, device, action, body, signedBy = null } = claim;
  // A wrong signature and an unknown device answer alike: nobody learns which devices there are.
  if (row?.publicKey == null) return refused('device-unknown');
  if (row.publicKey !== signedBy && !isSignedBy(row.publicKey, body)) return refused('device-unknown');
  // What a withdrawn tablet recorded is a fact like any other (rule 14); it is only told nothing any more.
  if (row.revokedAt !== null && !BRINGS_FACTS.has(action)) return refused('device-revoked');
  const actor = { kind: 'device', id: device, gateId, agency: agencySchema.parse(row.agency) } as const;
  const subject = { gateId, device, agency: actor.agency, firmId: null };
  return can(actor, action, subject) ? { kind: 'proved', row } : refused('device-unknown');
}

const refused = (error: SyncError): Proof => ({ kind: 'refused', error });
