import { and, count, desc, eq } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { device, deviceQuarantine } from '@/db/schema/device';
import { type DeviceId, deviceIdSchema, type GateId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import type { Context } from '@/server/api/context';
import { agencyOf } from '@/server/board/stored-words';
import { actorId } from '../auth/actor-id';
import { type OpenShift, readShifts } from './read-shifts';

/** A tablet of this gate: which one is silent. */
export type ControlDevice = {
  readonly device: DeviceId;
  readonly name: string;
  readonly checkpoint: string;
  readonly agency: Agency | null;
  readonly status: 'active' | 'revoked';
  readonly enrolledAt: number;
  /** Last exchange, ms; null if it never came back after enrolment. */
  readonly lastSeenAt: number | null;
  /** Everything up to this number of its own sequence is at the centre. */
  readonly ackSeq: number;
  /** What the tablet last said its newest number is; above `ackSeq` means unsent events. */
  readonly headSeq: number;
  /** Server clock minus tablet clock, ms. */
  readonly clockOffsetMs: number | null;
  readonly quarantined: number;
  /** Null while nobody works with it. */
  readonly shift: OpenShift | null;
};

export async function listDevices(
  { db, actor, accounts }: Pick<Context, 'db' | 'actor' | 'accounts'>,
  { gateId }: { gateId: GateId },
): Promise<readonly ControlDevice[]> {
  return inGate(db, { gateId, actor: actorId(actor) }, async (tx) => {
    const [rows, set] = await Promise.all([
      tx
        .select()
        .from(device)
        .where(and(eq(device.gateId, gateId), eq(device.kind, 'tablet')))
        .orderBy(desc(device.lastSeenAt)),
      tx
        .select({ device: deviceQuarantine.deviceId, count: count() })
        .from(deviceQuarantine)
        .where(eq(deviceQuarantine.gateId, gateId))
        .groupBy(deviceQuarantine.deviceId),
    ]);
    const quarantined = new Map(set.map((row) => [row.device, row.count]));
    const shifts = await readShifts(
      tx,
      accounts,
      gateId,
      rows.map((row) => row.deviceId),
    );
    return rows.map((row) => ({
      device: deviceIdSchema.parse(row.deviceId),
      name: row.name,
      checkpoint: row.checkpoint,
      agency: agencyOf(row.agency),
      status: row.revokedAt === null ? ('active' as const) : ('revoked' as const),
      enrolledAt: row.enrolledAt,
      lastSeenAt: row.lastSeenAt,
      ackSeq: row.ackSeq,
      headSeq: Math.max(row.headSeq, row.maxSeq),
      clockOffsetMs: row.clockOffsetMs,
      quarantined: quarantined.get(row.deviceId) ?? 0,
      shift: shifts.get(row.deviceId) ?? null,
    }));
  });
}
