import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { device, enrolmentCode } from '@/db/schema/device';
import { judgeCode } from '@/domain/device/enrolment-code';
import { fromBase64url, toBase64url } from '@/domain/shared/base64url';
import { err, ok, type Result } from '@/domain/shared/result';
import { agencySchema } from '@/domain/shared/vocabulary';
import type { CodeEnrolRequest, CodeEnrolResponse, CodeRefusal } from '@/domain/sync/door';
import type { SyncError } from '../exchange/request';
import type { KeyRing } from '../keys/key-ring';

export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * Makes a tablet a writer of the gate's log by a supervisor's code (DV-5). The code's row is locked: of two tablets
 * that come at once with the same code one is let in. Name, place and agency are the supervisor's, never the tablet's.
 */
export async function enrolByCode(
  tx: Transaction,
  ring: KeyRing,
  request: CodeEnrolRequest,
  now: number,
): Promise<Result<CodeEnrolResponse, CodeRefusal | SyncError>> {
  const { gateId, device: deviceId, publicKey } = request;
  if (fromBase64url(publicKey)?.length !== 32) return err('bad-request');
  const own = and(
    eq(enrolmentCode.gateId, gateId),
    eq(enrolmentCode.secretHash, hashOfSecret(request.secret)),
  );
  const [code] = await tx.select().from(enrolmentCode).where(own).for('update');
  const verdict = judgeCode(code ?? null, deviceId, now);
  if (code === undefined || verdict !== 'good') return err(verdict === 'good' ? 'code-wrong' : verdict);

  const { name, checkpoint, agency } = code;
  const row = { gateId, deviceId, name, checkpoint, agency, publicKey };
  await tx
    .insert(device)
    .values({ ...row, kind: 'tablet', enrolledBy: code.madeBy, enrolledAt: now })
    .onConflictDoNothing();
  const [stored] = await tx
    .select()
    .from(device)
    .where(and(eq(device.gateId, gateId), eq(device.deviceId, deviceId)));
  // A code lets a new tablet in; it takes over none that is there already.
  if (stored === undefined || stored.kind !== 'tablet' || stored.publicKey !== publicKey)
    return err('bad-request');
  if (stored.revokedAt !== null) return err('device-revoked');
  await tx.update(enrolmentCode).set({ usedBy: deviceId, usedAt: now }).where(own);
  return ok({
    device: deviceId,
    gateId,
    name,
    checkpoint,
    agency: agencySchema.parse(agency),
    roots: ring.roots.map((root) => toBase64url(root.publicKey)),
    sealingKey: toBase64url(ring.sealing.publicKey),
    serverTime: now,
  });
}
