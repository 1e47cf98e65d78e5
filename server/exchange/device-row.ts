import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { device, deviceQuarantine } from '@/db/schema/device';
import { event } from '@/db/schema/event';
import { type DeviceId, type EventId, eventIdSchema, type GateId } from '@/domain/shared/identity';
import type { PushRequest } from '@/domain/sync/protocol';
import { refusedApprovals } from '../release/refused-approvals';
import { BATCH_REACH } from './classify-arrivals';

export type DeviceRow = typeof device.$inferSelect;

/**
 * Locks the chains of these devices in the order of their ids (decision 007): two uploads of one tablet, or a retry
 * beside the first try, follow each other. Devices that are not enrolled are missing from the answer.
 */
export async function lockDevices(
  tx: Transaction,
  gateId: GateId,
  deviceIds: readonly DeviceId[],
): Promise<ReadonlyMap<string, DeviceRow>> {
  const rows = await tx
    .select()
    .from(device)
    .where(and(eq(device.gateId, gateId), oneOf(device.deviceId, deviceIds)))
    .orderBy(asc(device.deviceId))
    .for('update');
  return new Map(rows.map((row) => [row.deviceId, row]));
}

export const lockDevice = async (
  tx: Transaction,
  gateId: GateId,
  deviceId: DeviceId,
): Promise<DeviceRow | null> => (await lockDevices(tx, gateId, [deviceId])).get(deviceId) ?? null;

/** What the log holds around these batches. */
export type HeldAround = {
  /** Hashes by device and sequence number: more than one after a fork. */
  readonly hashes: ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<string>>>;
  /**
   * Hashes by id, of any device. Asked for one batch only: of several together the index itself says that an id is
   * taken, none of them is written, and each comes again by itself (gather.ts).
   */
  readonly ids: ReadonlyMap<EventId, string>;
  /**
   * Hashes of unapproved overrides (RE-1) by the device that sent them: a batch says under which hash, and it must not
   * speak of another tablet's.
   */
  readonly unapproved: ReadonlyMap<string, ReadonlySet<string>>;
};

export async function readHeld(
  tx: Transaction,
  gateId: GateId,
  batches: readonly { readonly row: DeviceRow; readonly request: PushRequest }[],
): Promise<HeldAround> {
  const stretches = batches
    .filter(({ row, request }) => row.maxSeq >= request.from - 1)
    .map(({ request: { device: id, from } }) => ({ id, first: from - 1, last: from + BATCH_REACH }));
  const ids = batches.length > 1 ? [] : batches.flatMap(({ request }) => request.events.flatMap(idOf));
  type Found = { readonly device: string; readonly seq: string; readonly hash: string };
  const [own, sameId, unapproved] = await Promise.all([
    stretches.length === 0
      ? []
      : tx.execute<Found>(sql`
          select s.id as device, e.seq, e.hash
          from json_to_recordset(${JSON.stringify(stretches)}::json) as s (id uuid, first bigint, last bigint)
          cross join lateral (
            select seq, hash from ${event}
            where gate_id = ${gateId} and device = s.id and seq between s.first and s.last
            -- A fence: one look into the index per device, whatever the planner believes of the table's size.
            offset 0
          ) e`),
    ids.length === 0
      ? []
      : tx
          .select({ id: event.id, hash: event.hash })
          .from(event)
          .where(and(eq(event.gateId, gateId), oneOf(event.id, ids))),
    Promise.all(
      batches.map(
        async ({ request }) =>
          [request.device, await refusedApprovals(tx, gateId, request.events)] satisfies [string, unknown],
      ),
    ),
  ]);
  const hashes = new Map<string, Map<number, Set<string>>>();
  for (const { device: id, seq, hash } of own) {
    const known = hashes.get(id) ?? new Map<number, Set<string>>();
    hashes.set(id, known.set(Number(seq), (known.get(Number(seq)) ?? new Set()).add(hash)));
  }
  return {
    hashes,
    ids: new Map(sameId.map(({ id, hash }) => [eventIdSchema.parse(id), hash])),
    unapproved: new Map(unapproved),
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

/** Where devices stand after a push, in one statement. Rows that the caller has locked. */
export async function moveDevices(
  tx: Transaction,
  gateId: GateId,
  rows: readonly (Partial<DeviceRow> & { readonly deviceId: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    update ${device} d set ack_seq = r."ackSeq", max_seq = r."maxSeq", ack_hash = r."ackHash", hlc = r.hlc,
      head_seq = r."headSeq", last_seen_at = r."lastSeenAt", clock_offset_ms = r."clockOffsetMs",
      condition = coalesce(r.condition, d.condition), condition_at = coalesce(r."conditionAt", d.condition_at)
    from json_to_recordset(${JSON.stringify(rows)}::json) as r ("deviceId" uuid, "ackSeq" bigint, "maxSeq" bigint,
      "ackHash" text, hlc text, "headSeq" bigint, "lastSeenAt" bigint, "clockOffsetMs" double precision,
      condition jsonb, "conditionAt" bigint)
    where d.gate_id = ${gateId} and d.device_id = r."deviceId"`);
}
