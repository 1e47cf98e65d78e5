import { and, asc, eq, gt } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { deviceQuarantine, device as deviceTable } from '@/db/schema/device';
import { event as eventTable } from '@/db/schema/event';
import type { GateEvent } from '@/domain/sync/event';
import {
  type EventVerdict,
  PROTOCOL_VERSION,
  type PushRequest,
  type PushResponse,
} from '@/domain/sync/protocol';
import { appendEvents } from '../log/append-events';
import { holeOf, standingAfter } from './acknowledgement';
import { type Arrival, classifyArrivals } from './classify-arrivals';
import { type DeviceRow, readHeld, storedAbove } from './device-row';
import { batchIncidents, holeIncident, holeIncidentId } from './exchange-incidents';
import { judgeAgain } from './judge-again';

export type Arrived = {
  readonly row: DeviceRow;
  readonly request: PushRequest;
  /** Server clock when the request came in, ms since the epoch. */
  readonly at: number;
};

export type Pushed = Omit<PushResponse, 'epoch' | 'standing'>;

/**
 * Takes in a batch of a device whose row is locked. Nothing is refused: what cannot enter the log is set aside whole
 * and acknowledged all the same, so that nothing blocks and nothing is dropped. `t2`, epoch and standing are for the
 * caller to set.
 */
export async function push(tx: Transaction, { row, request, at }: Arrived): Promise<Pushed> {
  const { gateId, device, from, events: sent } = request;
  const arrivals = classifyArrivals(await readHeld(tx, row, gateId, device, from, sent), from, sent);
  const fresh = arrivals.flatMap((arrival): readonly GateEvent[] =>
    arrival.kind === 'applied' || (arrival.kind === 'fork' && arrival.raw === null) ? [arrival.event] : [],
  );
  await setAside(tx, arrivals, request, at);

  const holeBefore = holeOf(row);
  // With a hole open, numbers above it rest here already; a batch may close it.
  const above = holeBefore === null ? [] : await storedAbove(tx, gateId, device, row.ackSeq);
  const standing = standingAfter(row, [...above, ...arrivals.map((arrival) => arrival.seq)]);
  const hole = holeOf(standing);
  const newHole = hole !== null && hole !== holeBefore ? hole : null;
  const filled = holeBefore !== null && holeBefore !== hole;
  const inLog = batchIncidents(arrivals, row, at);

  // What stands after a hole may have come before what filled the last one.
  const gap =
    newHole === null
      ? []
      : [holeIncident(request, newHole, await firstAbove(tx, request, newHole, fresh), at)];

  const news = fresh.length > 0 || inLog.length > 0 || filled || gap.length > 0;
  const appended = news
    ? await appendEvents(tx, {
        gateId,
        events: fresh,
        recordedAt: at,
        raise: (touched) => [...inLog, ...gap, ...judgeAgain(touched, row.agency)],
        withdraw: filled ? [holeIncidentId(device, holeBefore)] : [],
      })
    : null;
  await tx
    .update(deviceTable)
    .set({ ...standing, ...lastSeen(row, request, fresh, standing.ackSeq, at) })
    .where(and(eq(deviceTable.gateId, gateId), eq(deviceTable.deviceId, device)));
  return {
    protocol: PROTOCOL_VERSION,
    ackSeq: standing.ackSeq,
    hadSeq: row.maxSeq,
    verdicts: arrivals.map(verdictOf),
    // The tablet that caused one is told.
    incidents: (appended?.incidents ?? []).filter((incident) => incident.devices.includes(device)),
    t1: at,
    t2: at,
  };
}

async function firstAbove(
  tx: Transaction,
  { gateId, device }: PushRequest,
  seq: number,
  fresh: readonly GateEvent[],
): Promise<GateEvent | null> {
  const [stored] = await tx
    .select({ event: eventTable.event })
    .from(eventTable)
    .where(and(eq(eventTable.gateId, gateId), eq(eventTable.device, device), gt(eventTable.seq, seq)))
    .orderBy(asc(eventTable.seq))
    .limit(1);
  const known = [...fresh, ...(stored === undefined ? [] : [stored.event])].filter((one) => one.seq > seq);
  return known.reduce<GateEvent | null>(
    (first, one) => (first !== null && first.seq <= one.seq ? first : one),
    null,
  );
}

async function setAside(
  tx: Transaction,
  arrivals: readonly Arrival[],
  request: PushRequest,
  at: number,
): Promise<void> {
  const rows = arrivals.flatMap((arrival) => {
    const raw = arrival.kind === 'quarantined' || arrival.kind === 'fork' ? arrival.raw : null;
    if (raw === null) return [];
    return {
      gateId: request.gateId,
      deviceId: request.device,
      seq: arrival.seq,
      rawHash: raw.hash,
      code: arrival.kind === 'quarantined' ? arrival.code : 'fork',
      raw: raw.text,
      receivedAt: at,
    };
  });
  await insertRows(tx, deviceQuarantine, rows, 'keep');
}

function lastSeen(
  row: DeviceRow,
  request: PushRequest,
  fresh: readonly GateEvent[],
  ackSeq: number,
  at: number,
): Partial<DeviceRow> {
  const acknowledged = fresh.find((event) => event.seq === ackSeq);
  return {
    ackHash: acknowledged?.hash ?? (ackSeq === row.ackSeq ? row.ackHash : null),
    hlc: fresh.reduce<string | null>(
      (last, event) => (last === null || event.hlc > last ? event.hlc : last),
      row.hlc,
    ),
    headSeq: request.headSeq,
    lastSeenAt: at,
    clockOffsetMs: at - request.t0,
    ...(request.condition === null ? {} : { condition: request.condition, conditionAt: at }),
  };
}

function verdictOf(arrival: Arrival): EventVerdict {
  const { kind, seq } = arrival;
  return kind === 'quarantined' ? { kind, seq, code: arrival.code } : { kind, seq };
}
