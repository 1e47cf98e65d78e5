import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import { device } from '@/db/schema/device';
import { deviceIdSchema, eventIdSchema, type GateId, hashSchema } from '@/domain/shared/identity';
import { type ChainTail, chainEvent } from '@/domain/sync/chain';
import { type EventDraft, type GateEvent, hlcSchema } from '@/domain/sync/event';
import { type Appended, appendEvents } from './append-events';
import { readHead } from './gate-head';

/** Monotonic clock readings compare only within one run of the server. */
const BOOT = randomUUID();

export type Recorded = Appended & { readonly events: readonly GateEvent[] };

/**
 * Facts that the centre itself states (declared, issued, told by the neighbour): numbered and chained as those of any
 * device. Say everything that belongs together in one call; within one transaction, later calls should speak of the
 * same crossings or of new ones, since the gate's head is locked from the first call on.
 * @param now server clock, ms since the epoch
 */
export async function recordEvents(
  tx: Transaction,
  gateId: GateId,
  drafts: readonly EventDraft[],
  now: number,
): Promise<Recorded> {
  const held = await lockCentre(tx, gateId, now);
  const head = await readHead(tx, gateId);
  // What the centre says sorts after everything it has heard (EV-1).
  const heard = head.hlc === null ? null : hlcSchema.parse(head.hlc);
  let tail: ChainTail = {
    ...held,
    hlc: held.hlc === null || (heard !== null && heard > held.hlc) ? heard : held.hlc,
  };
  const events = drafts.map((draft) => {
    const link = chainEvent(tail, draft, {
      id: eventIdSchema.parse(uuidv7({ msecs: now })),
      wall: now,
      mono: Math.round(performance.now()),
      boot: BOOT,
      offset: 0,
    });
    tail = link.tail;
    return link.event;
  });
  const appended = await appendEvents(tx, { gateId, events, recordedAt: now });
  await tx
    .update(device)
    .set({
      ackSeq: tail.seq,
      maxSeq: tail.seq,
      headSeq: tail.seq,
      ackHash: tail.hash,
      hlc: tail.hlc,
      lastSeenAt: now,
    })
    .where(and(eq(device.gateId, gateId), eq(device.deviceId, tail.device)));
  return { ...appended, events };
}

/** The chain of the centre itself at this gate, made at its first use; locked until the transaction ends. */
export async function lockCentre(tx: Transaction, gateId: GateId, now: number): Promise<ChainTail> {
  const select = () =>
    tx
      .select()
      .from(device)
      .where(and(eq(device.gateId, gateId), eq(device.kind, 'centre')))
      .for('update');
  let [row] = await select();
  if (row === undefined) {
    await tx
      .insert(device)
      .values({
        gateId,
        deviceId: uuidv7({ msecs: now }),
        kind: 'centre',
        name: 'centre',
        checkpoint: 'centre',
        agency: 'gate-centre',
        enrolledAt: now,
      })
      .onConflictDoNothing();
    [row] = await select();
  }
  if (row === undefined) throw new Error(`gate ${gateId} has no chain of its own`);
  return {
    device: deviceIdSchema.parse(row.deviceId),
    seq: row.ackSeq,
    hash: row.ackHash === null ? null : hashSchema.parse(row.ackHash),
    hlc: row.hlc === null ? null : hlcSchema.parse(row.hlc),
  };
}
