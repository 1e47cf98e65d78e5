import { and, asc, eq, gt } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { deviceQuarantine } from '@/db/schema/device';
import { event as eventTable } from '@/db/schema/event';
import type { GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import {
  type EventVerdict,
  PROTOCOL_VERSION,
  type PushRequest,
  type PushResponse,
} from '@/domain/sync/protocol';
import { appendEvents } from '../log/append-events';
import { holeOf, type Standing, standingAfter, withLostNumbers } from './acknowledgement';
import { type Arrival, classifyArrivals, type Held, type Reading } from './classify-arrivals';
import { type DeviceRow, moveDevices, readHeld, storedAbove } from './device-row';
import { batchIncidents, holeIncident, holeIncidentId } from './exchange-incidents';
import { judgeAgain } from './judge-again';

export type Arrived = {
  readonly row: DeviceRow;
  readonly request: PushRequest;
  /** Of its events, where they were read before. */
  readonly readings?: readonly Reading[] | undefined;
  /** Server clock when the request came in, ms since the epoch. */
  readonly at: number;
};

/** A batch with a verdict on each of its events, and where its device stands when it is written. */
type Judged = Arrived & {
  readonly arrivals: readonly Arrival[];
  /** New to the log. */
  readonly fresh: readonly GateEvent[];
  readonly standing: Standing;
  /** First number missing before and after; null without a hole. */
  readonly holeBefore: number | null;
  readonly hole: number | null;
  /** Told once, when it is new. */
  readonly gap: readonly Incident[];
};

export type Pushed = Omit<PushResponse, 'epoch' | 'standing'>;

/**
 * Takes in batches of devices of one gate whose rows are locked, each device once. Nothing is refused: what cannot
 * enter the log is set aside whole and acknowledged all the same, so that nothing blocks and nothing is dropped. The
 * answers stand in the order of the batches; `t2`, epoch and standing are for the caller to set.
 */
export async function push(
  tx: Transaction,
  gateId: GateId,
  arrived: readonly Arrived[],
): Promise<readonly Pushed[]> {
  if (arrived.length === 0) return [];
  const held = await readHeld(tx, gateId, arrived);
  // What an earlier batch of this transaction brings is as good as in the log.
  const ids = new Map(held.ids);
  const judged: Judged[] = [];
  for (const one of arrived) {
    const { device } = one.request;
    const judgement = await judge(tx, one, {
      gateId,
      device,
      agency: one.row.agency,
      hashes: held.hashes.get(device) ?? NONE,
      ids,
      unapproved: held.unapproved.get(device) ?? NO_HASHES,
    });
    for (const { id, hash } of judgement.fresh) ids.set(id, hash);
    judged.push(judgement);
  }
  await setAside(tx, judged);
  const incidents = await enter(tx, gateId, judged);
  await moveDevices(
    tx,
    gateId,
    judged.map((one) => ({ deviceId: one.row.deviceId, ...one.standing, ...lastSeen(one) })),
  );
  return judged.map(({ request, row, standing, arrivals, at }) => ({
    protocol: PROTOCOL_VERSION,
    ackSeq: standing.ackSeq,
    hadSeq: row.maxSeq,
    verdicts: arrivals.map(verdictOf),
    // The tablet that caused one is told.
    incidents: incidents.filter((incident) => incident.devices.includes(request.device)),
    t1: at,
    t2: at,
  }));
}

const NONE: Held['hashes'] = new Map();
const NO_HASHES: Held['unapproved'] = new Set();

async function judge(tx: Transaction, one: Arrived, held: Held): Promise<Judged> {
  const { row, request } = one;
  const arrivals = classifyArrivals(held, request.from, request.events, one.readings);
  const fresh = arrivals.flatMap((arrival): readonly GateEvent[] =>
    arrival.kind === 'applied' || (arrival.kind === 'fork' && arrival.raw === null) ? [arrival.event] : [],
  );
  const holeBefore = holeOf(row);
  // With a hole open, numbers above it rest here already; a batch may close it.
  const above = holeBefore === null ? [] : await storedAbove(tx, held.gateId, held.device, row.ackSeq);
  const known = withLostNumbers(row, request);
  const standing = standingAfter(known, [...above, ...arrivals.map((arrival) => arrival.seq)]);
  const hole = holeOf(standing);
  const isNew = hole !== null && hole !== holeBefore;
  // What stands after a hole may have come before what filled the last one.
  const gap = isNew ? [holeIncident(request, hole, await firstAbove(tx, request, hole, fresh), one.at)] : [];
  return { ...one, arrivals, fresh, standing, holeBefore, hole, gap };
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

/** Writes what is new into the log. Incidents that are new or changed by it. */
async function enter(tx: Transaction, gateId: GateId, judged: readonly Judged[]) {
  const inLog = judged.flatMap(({ arrivals, row, at }) => batchIncidents(arrivals, row, at));
  const holes = judged.flatMap(({ gap }) => gap);
  const filled = judged.flatMap(({ holeBefore, hole, request }) =>
    holeBefore === null || holeBefore === hole ? [] : [holeIncidentId(request.device, holeBefore)],
  );
  const events = judged.flatMap(({ fresh }) => fresh);
  if (events.length === 0 && inLog.length === 0 && filled.length === 0 && holes.length === 0) return [];
  const agencies = new Map<string, string>(judged.map(({ row }) => [row.deviceId, row.agency]));
  const appended = await appendEvents(tx, {
    gateId,
    events,
    recordedAt: Math.max(...judged.map(({ at }) => at)),
    notice: (touched) => {
      const judged = judgeAgain(touched, (device) => agencies.get(device) ?? '');
      return {
        ...judged,
        raised: [...inLog, ...holes, ...judged.raised],
        withdrawn: filled,
      };
    },
  });
  return appended.incidents;
}

async function setAside(tx: Transaction, judged: readonly Judged[]): Promise<void> {
  const rows = judged.flatMap(({ arrivals, request, at }) =>
    arrivals.flatMap((arrival) => {
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
    }),
  );
  await insertRows(tx, deviceQuarantine, rows, 'keep');
}

function lastSeen({ row, request, fresh, standing: { ackSeq }, at }: Judged) {
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
