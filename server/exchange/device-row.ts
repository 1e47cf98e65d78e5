import { and, asc, eq, gt, gte, inArray, lte } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { device, deviceQuarantine } from '@/db/schema/device';
import { event } from '@/db/schema/event';
import { type DeviceId, type EventId, eventIdSchema, type GateId } from '@/domain/shared/identity';
import { BATCH_REACH, type Held } from './classify-arrivals';

export type DeviceRow = typeof device.$inferSelect;

/** Locks the device's chain: two uploads of one tablet, or a retry beside the first try, follow each other. */
export async function lockDevice(
  tx: Transaction,
  gateId: GateId,
  deviceId: DeviceId,
): Promise<DeviceRow | null> {
  const [row] = await tx
    .select()
    .from(device)
    .where(and(eq(device.gateId, gateId), eq(device.deviceId, deviceId)))
    .for('update');
  return row ?? null;
}

export async function readHeld(
  tx: Transaction,
  row: DeviceRow,
  gateId: GateId,
  deviceId: DeviceId,
  from: number,
  sent: readonly unknown[],
): Promise<Held> {
  const columns = { seq: event.seq, id: event.id, hash: event.hash };
  const ids = [...new Set(sent.flatMap(idOf))];
  const [own, sameId] = await Promise.all([
    row.maxSeq < from - 1
      ? []
      : tx
          .select(columns)
          .from(event)
          .where(
            and(
              eq(event.gateId, gateId),
              eq(event.device, deviceId),
              gte(event.seq, from - 1),
              lte(event.seq, from + BATCH_REACH),
            ),
          ),
    ids.length === 0
      ? []
      : tx
          .select(columns)
          .from(event)
          .where(and(eq(event.gateId, gateId), inArray(event.id, ids))),
  ]);
  const hashes = new Map<number, Set<string>>();
  for (const { seq, hash } of own) hashes.set(seq, (hashes.get(seq) ?? new Set()).add(hash));
  return {
    gateId,
    device: deviceId,
    agency: row.agency,
    hashes,
    ids: new Map(sameId.map(({ id, hash }) => [eventIdSchema.parse(id), hash])),
  };
}

function idOf(thing: unknown): readonly EventId[] {
  const id = typeof thing === 'object' && thing !== null ? Reflect.get(thing, 'id') : null;
  const parsed = eventIdSchema.safeParse(id);
  return parsed.success ? [parsed.data] : [];
}

/** Sequence numbers above `seq` that rest in the log or in quarantine, ascending; a page of them. */
export async function storedAbove(
  tx: Transaction,
  gateId: GateId,
  deviceId: DeviceId,
  seq: number,
): Promise<readonly number[]> {
  const page = 10_000;
  const [logged, aside] = await Promise.all([
    tx
      .selectDistinct({ seq: event.seq })
      .from(event)
      .where(and(eq(event.gateId, gateId), eq(event.device, deviceId), gt(event.seq, seq)))
      .orderBy(asc(event.seq))
      .limit(page),
    tx
      .selectDistinct({ seq: deviceQuarantine.seq })
      .from(deviceQuarantine)
      .where(
        and(
          eq(deviceQuarantine.gateId, gateId),
          eq(deviceQuarantine.deviceId, deviceId),
          gt(deviceQuarantine.seq, seq),
        ),
      )
      .orderBy(asc(deviceQuarantine.seq))
      .limit(page),
  ]);
  return [...new Set([...logged, ...aside].map((row) => row.seq))].sort((a, b) => a - b);
}
