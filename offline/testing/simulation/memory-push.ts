import type { GateEvent } from '@/domain/sync/event';
import { PROTOCOL_VERSION, type PushRequest, type PushResponse } from '@/domain/sync/protocol';
import { holeOf, standingAfter, withLostNumbers } from '@/server/exchange/acknowledgement';
import { type Arrival, classifyArrivals } from '@/server/exchange/classify-arrivals';
import { standingOf } from '@/server/exchange/device-standing';
import { batchIncidents, holeIncident, holeIncidentId } from '@/server/exchange/exchange-incidents';
import { judgeAgain } from '@/server/exchange/judge-again';
import type { DeviceState, GateState } from './gate-state';
import { appendInMemory } from './memory-append';

/** `server/exchange/push.ts` over maps. */
export function pushInMemory(
  gate: GateState,
  row: DeviceState,
  request: PushRequest,
  at: number,
  unapproved: ReadonlySet<string>,
): PushResponse {
  const { gateId, device, from, events: sent } = request;
  const hashes = gate.hashes.get(device) ?? new Map<number, Set<string>>();
  const arrivals = classifyArrivals(
    { gateId, device, agency: row.agency, hashes, ids: gate.ids, unapproved },
    from,
    sent,
  );
  const fresh = arrivals.flatMap((arrival): readonly GateEvent[] =>
    arrival.kind === 'applied' || (arrival.kind === 'fork' && arrival.raw === null) ? [arrival.event] : [],
  );
  setAside(gate, arrivals, request);
  const holeBefore = holeOf(row);
  const above = holeBefore === null ? [] : storedAbove(gate, device, row.ackSeq);
  const known = withLostNumbers(row, request);
  const standing = standingAfter(known, [...above, ...arrivals.map((arrival) => arrival.seq)]);
  const hole = holeOf(standing);
  const newHole = hole !== null && hole !== holeBefore ? hole : null;
  const filled = holeBefore !== null && holeBefore !== hole;
  const inLog = batchIncidents(arrivals, row, at);
  const gap =
    newHole === null ? [] : [holeIncident(request, newHole, firstAbove(gate, request, newHole, fresh), at)];
  const news = fresh.length > 0 || inLog.length > 0 || filled || gap.length > 0;
  const incidents = news
    ? appendInMemory(gate, {
        gateId,
        events: fresh,
        recordedAt: at,
        notice: (touched) => {
          const judged = judgeAgain(touched, () => row.agency);
          return {
            ...judged,
            raised: [...inLog, ...gap, ...judged.raised],
            withdrawn: filled ? [holeIncidentId(device, holeBefore)] : [],
          };
        },
      })
    : [];
  gate.devices.set(device, { ...row, ...standing, headSeq: request.headSeq, lastSeenAt: at });
  return {
    protocol: PROTOCOL_VERSION,
    ackSeq: standing.ackSeq,
    hadSeq: row.maxSeq,
    verdicts: arrivals.map((arrival) =>
      arrival.kind === 'quarantined'
        ? { kind: arrival.kind, seq: arrival.seq, code: arrival.code }
        : { kind: arrival.kind, seq: arrival.seq },
    ),
    incidents: incidents.filter((incident) => incident.devices.includes(device)),
    t1: at,
    t2: at,
    epoch: gate.epoch,
    standing: standingOf({ ...row, wipeAskedAt: null }),
  };
}

function firstAbove(
  gate: GateState,
  { device }: PushRequest,
  seq: number,
  fresh: readonly GateEvent[],
): GateEvent | null {
  const stored = gate.log.map((row) => row.event).filter((event) => event.device === device);
  return [...fresh, ...stored].filter((event) => event.seq > seq).sort((a, b) => a.seq - b.seq)[0] ?? null;
}

function setAside(gate: GateState, arrivals: readonly Arrival[], request: PushRequest): void {
  for (const arrival of arrivals) {
    if (arrival.kind !== 'quarantined' && arrival.kind !== 'fork') continue;
    const { raw, seq } = arrival;
    if (raw === null) continue;
    const key = `${request.device} ${seq} ${raw.hash}`;
    const code = arrival.kind === 'quarantined' ? arrival.code : 'fork';
    if (!gate.quarantine.has(key))
      gate.quarantine.set(key, { device: request.device, seq, code, raw: raw.text });
  }
}

function storedAbove(gate: GateState, device: PushRequest['device'], seq: number): readonly number[] {
  const logged = [...(gate.hashes.get(device)?.keys() ?? [])];
  const aside = [...gate.quarantine.values()].filter((row) => row.device === device).map((row) => row.seq);
  return [...new Set([...logged, ...aside])].filter((one) => one > seq).sort((a, b) => a - b);
}
