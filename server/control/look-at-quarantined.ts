import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { inGate } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { deviceAct, deviceQuarantine } from '@/db/schema/device';
import type { DeviceId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { PersonContext } from './person-context';
import { itsLook, LOOKED_AT } from './quarantine-look';

export type LookedAt = {
  readonly gateId: GateId;
  readonly device: DeviceId;
  readonly seq: number;
  readonly rawHash: string;
  readonly reason: string;
};

/** Somebody looked at a thing in quarantine and says what came of it. The thing stays as it is (rule 14). */
export async function lookAtQuarantined(
  { db, clock, actor }: PersonContext,
  { gateId, device, seq, rawHash, reason }: LookedAt,
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  return inGate(db, { gateId, actor: actor.id }, async (tx): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> => {
    // Of two that look at once, the second finds it looked at.
    await holdLock(tx, `quarantine ${gateId} ${device} ${seq}`);
    const [thing] = await tx
      .select({ act: deviceAct.actId })
      .from(deviceQuarantine)
      .leftJoin(deviceAct, itsLook)
      .where(
        and(
          eq(deviceQuarantine.gateId, gateId),
          eq(deviceQuarantine.deviceId, device),
          eq(deviceQuarantine.seq, seq),
          eq(deviceQuarantine.rawHash, rawHash),
        ),
      );
    if (thing === undefined) return err('AP-NONE');
    if (thing.act !== null) return err('AP-DONE');
    const now = clock.now();
    await tx.insert(deviceAct).values({
      gateId,
      actId: uuidv7({ msecs: now }),
      deviceId: device,
      kind: LOOKED_AT,
      seq,
      rawHash,
      reason,
      by: actor.id,
      at: now,
    });
    return ok(null);
  });
}
