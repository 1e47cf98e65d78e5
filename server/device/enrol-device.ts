import { and, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { device } from '@/db/schema/device';
import { type Actor, can } from '@/domain/access/can';
import { fromBase64url, toBase64url } from '@/domain/shared/base64url';
import { err, ok, type Result } from '@/domain/shared/result';
import type { EnrolRequest, EnrolResponse } from '@/domain/sync/protocol';
import type { SyncError } from '../exchange/request';
import type { KeyRing } from '../keys/key-ring';

export type Enrolling = {
  readonly actor: Actor;
  /** Shown on the tablet. */
  readonly officerName: string;
  readonly request: EnrolRequest;
  /** Server clock, ms since the epoch. */
  readonly now: number;
};

/**
 * Makes a tablet a writer of this gate's log. The officer's session vouches for it once; from then on it proves itself
 * with its own key. What it must trust (the roots) it learns here and keeps (decision 006). Enrolling again with the
 * same key only renames; a known device with another key is refused, or it could be taken over.
 */
export async function enrolDevice(
  tx: Transaction,
  ring: KeyRing,
  { actor, officerName, request, now }: Enrolling,
): Promise<Result<EnrolResponse, SyncError>> {
  const { gateId, agency, device: deviceId } = request;
  if (
    actor.kind !== 'person' ||
    !can(actor, 'sync.enrol', { gateId, agency, device: deviceId, firmId: null })
  )
    return err('needs-sign-in');
  if (fromBase64url(request.publicKey)?.length !== 32) return err('bad-request');

  const { name, checkpoint, publicKey } = request;
  await tx
    .insert(device)
    .values({
      gateId,
      deviceId,
      kind: 'tablet',
      name,
      checkpoint,
      agency,
      publicKey,
      enrolledBy: actor.id,
      enrolledAt: now,
    })
    .onConflictDoNothing();
  const own = and(eq(device.gateId, gateId), eq(device.deviceId, deviceId));
  const [row] = await tx.select().from(device).where(own).for('update');
  if (row === undefined || row.kind !== 'tablet' || row.publicKey !== publicKey) return err('bad-request');
  // What it wrote for one agency and has not sent yet would be forged under another (IN-20).
  if (row.agency !== agency) return err('bad-request');
  if (row.revokedAt !== null) return err('device-revoked');
  await tx.update(device).set({ name, checkpoint }).where(own);
  return ok({
    device: deviceId,
    officer: { id: actor.id, name: officerName },
    roots: ring.roots.map((root) => toBase64url(root.publicKey)),
    sealingKey: toBase64url(ring.sealing.publicKey),
    serverTime: now,
  });
}
