import { and, desc, eq, isNull } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { device, deviceAct, deviceQuarantine } from '@/db/schema/device';
import { type DeviceId, deviceIdSchema, type GateId } from '@/domain/shared/identity';
import type { Context } from '@/server/api/context';
import { actorId } from '../auth/actor-id';
import { itsLook } from './quarantine-look';

const MOST = 200;
/** Of one thing: enough to see what it is; the whole stays in the database. */
const SHOWN_CHARACTERS = 8_000;

/** Something a tablet sent that could not enter the log. It is kept for good, looked at or not. */
export type QuarantinedThing = {
  readonly device: DeviceId;
  readonly deviceName: string;
  readonly checkpoint: string;
  readonly seq: number;
  readonly rawHash: string;
  /** Code of the protocol, or `fork`. */
  readonly code: string;
  /** As it came; what an officer typed in it is sealed and stays so. */
  readonly raw: string;
  /** Server clock, ms. */
  readonly receivedAt: number;
  readonly looked: { readonly by: string; readonly at: number; readonly reason: string } | null;
};

/** Those nobody has looked at first, the newest first among each. */
export async function listQuarantine(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  { gateId }: { gateId: GateId },
): Promise<readonly QuarantinedThing[]> {
  return inGate(db, { gateId, actor: actorId(actor) }, async (tx) => {
    const rows = await tx
      .select({
        device: deviceQuarantine.deviceId,
        deviceName: device.name,
        checkpoint: device.checkpoint,
        seq: deviceQuarantine.seq,
        rawHash: deviceQuarantine.rawHash,
        code: deviceQuarantine.code,
        raw: deviceQuarantine.raw,
        receivedAt: deviceQuarantine.receivedAt,
        by: deviceAct.by,
        at: deviceAct.at,
        reason: deviceAct.reason,
      })
      .from(deviceQuarantine)
      .leftJoin(
        device,
        and(eq(device.gateId, deviceQuarantine.gateId), eq(device.deviceId, deviceQuarantine.deviceId)),
      )
      .leftJoin(deviceAct, itsLook)
      .where(eq(deviceQuarantine.gateId, gateId))
      .orderBy(desc(isNull(deviceAct.actId)), desc(deviceQuarantine.receivedAt))
      .limit(MOST);
    return rows.map(({ by, at, reason, deviceName, checkpoint, raw, ...row }) => ({
      ...row,
      device: deviceIdSchema.parse(row.device),
      deviceName: deviceName ?? '',
      checkpoint: checkpoint ?? '',
      raw: raw.slice(0, SHOWN_CHARACTERS),
      looked: by === null || at === null || reason === null ? null : { by, at, reason },
    }));
  });
}
