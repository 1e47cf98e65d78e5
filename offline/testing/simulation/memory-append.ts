import { orderedSet } from '@/domain/crossing/event-set';
import { processOf, STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { canonicalJson } from '@/domain/sync/canonical-json';
import type { GateEvent } from '@/domain/sync/event';
import { clampHlc } from '@/domain/sync/hlc';
import type { Incident } from '@/domain/sync/incident';
import { withResolutions } from '@/domain/sync/resolutions';
import type { Noticed } from '@/server/log/append-events';
import { gateHash } from '@/server/log/gate-chain';
import { changeBefore } from '@/server/log/gate-head';
import { type IncidentNews, type IncidentRow, wantedRows } from '@/server/log/incident-changes';
import { processNamed } from '@/server/log/load-processes';
import { projectCrossing } from '@/server/log/project-crossing';
import { changedPasses, type Touched } from '@/server/log/touched-crossings';
import type { GateState, LogRow } from './gate-state';

export type MemoryAppend = {
  readonly gateId: GateId;
  readonly events: readonly GateEvent[];
  readonly notice?: (touched: readonly Touched[]) => Noticed;
  readonly recordedAt: number;
};

/** `server/log/append-events.ts` over maps: the same pure rules in the same order. */
export function appendInMemory(gate: GateState, append: MemoryAppend): readonly Incident[] {
  const { gateId, recordedAt, events } = append;
  const arriving = events.map((event) => ({ event, crossingId: crossingSpokenOf(gate, event) }));
  const touched = touchedBy(gate, gateId, arriving);
  const noticed = append.notice?.(touched) ?? { raised: [], withdrawn: [] };
  const incidents = changedIncidents(gate, {
    gateId,
    crossings: touched.map((one) => one.crossingId),
    found: touched.flatMap((one) => one.projection.incidents),
    ...noticed,
    arriving: events,
    now: recordedAt,
  });
  gate.change = changeBefore(gate, recordedAt);
  for (const { event, crossingId } of arriving) log(gate, event, crossingId, recordedAt);
  for (const row of changedPasses(touched)) gate.passes.set(row.passId, { ...row, change: ++gate.change });
  for (const row of incidents) gate.incidents.set(row.id, { ...row, change: ++gate.change });
  for (const { unpublished } of touched) {
    if (unpublished === null) continue;
    const key = `${unpublished.id}@${unpublished.version}`;
    if (!gate.processes.has(key)) gate.processes.set(key, { document: unpublished, change: ++gate.change });
  }
  for (const { crossingId, projection, history } of touched) {
    const rows = gate.ofCrossing.get(crossingId) ?? [];
    gate.crossings.set(crossingId, {
      ...projection.row,
      state: projection.state,
      firstPosition: history[0]?.position ?? rows[0]?.position ?? 0,
      position: rows.at(-1)?.position ?? 0,
    });
  }
  return incidents.filter((row) => row.withdrawnAt === null).map((row) => row.incident);
}

const crossingSpokenOf = (gate: GateState, { crossingId, passId }: GateEvent): CrossingId | null =>
  crossingId ??
  (passId === null ? null : ((gate.passes.get(passId)?.crossingId ?? null) as CrossingId | null));

type Arriving = readonly { readonly event: GateEvent; readonly crossingId: CrossingId | null }[];

function touchedBy(gate: GateState, gateId: GateId, arriving: Arriving): readonly Touched[] {
  const ids = [...new Set(arriving.flatMap(({ crossingId }) => crossingId ?? []))].sort();
  return ids.map((crossingId) => {
    const history = gate.ofCrossing.get(crossingId) ?? [];
    const fresh = arriving.filter((one) => one.crossingId === crossingId).map(({ event }) => event);
    const events = orderedSet([...history.map((row) => row.event), ...fresh]);
    const name = processNamed(events);
    const published = name === null ? null : gate.processes.get(`${name.id}@${name.version}`)?.document;
    const standard = name === null || published ? null : processOf(STANDARD_PROCESSES, name);
    const unpublished = standard?.gateId === gateId ? standard : null;
    const process = published ?? unpublished;
    const tokens = gate.tokens.filter((token) => token.crossingId === crossingId);
    return {
      crossingId,
      events,
      arriving: fresh,
      process,
      tokens,
      projection: projectCrossing(gateId, crossingId, process, events, tokens),
      history,
      storedPasses: [...gate.passes.values()]
        .filter((row) => row.crossingId === crossingId)
        .map(({ change: _, ...row }) => row),
      unpublished,
    };
  });
}

function changedIncidents(gate: GateState, news: IncidentNews): readonly IncidentRow[] {
  const spokenOf = news.arriving.flatMap((one) =>
    one.type === 'incident.resolved' ? one.body.incident : [],
  );
  const stored = [...gate.incidents.values()].map(({ change: _, ...row }) => row);
  const ids = new Set([
    ...news.found.map((one) => one.id),
    ...news.raised.map((one) => one.id),
    ...news.withdrawn,
    ...spokenOf,
  ]);
  const about = stored.filter(
    (row) => ids.has(row.id) || news.crossings.some((crossing) => crossing === row.crossingId),
  );
  const said = [...gate.log.map((row) => row.event), ...news.arriving].filter(
    ({ type }) => type === 'incident.resolved',
  );
  return wantedRows(news, about, spokenOf)
    .map((row) => {
      const [incident = row.incident] = withResolutions([row.incident], said);
      return { ...row, incident, resolvedAt: incident.resolved?.at ?? null };
    })
    .filter((row) => {
      const before = stored.find((one) => one.id === row.id);
      return before === undefined || canonicalJson(before) !== canonicalJson(row);
    });
}

function log(gate: GateState, event: GateEvent, crossingId: CrossingId | null, recordedAt: number): void {
  const { device, seq, hash, id } = event;
  gate.position += 1;
  const { position } = gate;
  const chained = gateHash(gate.chainHash, { position, device, seq, hash, recordedAt });
  gate.chainHash = chained;
  const believed = clampHlc(event.hlc, recordedAt);
  if (!believed.suspect && (gate.hlc === null || event.hlc > gate.hlc)) gate.hlc = event.hlc;
  const row: LogRow = { position, crossingId, event, gateHash: chained };
  gate.log.push(row);
  gate.ids.set(id, hash);
  const bySeq = gate.hashes.get(device) ?? new Map<number, Set<string>>();
  gate.hashes.set(device, bySeq.set(seq, (bySeq.get(seq) ?? new Set()).add(hash)));
  if (crossingId === null) return;
  gate.ofCrossing.set(crossingId, [...(gate.ofCrossing.get(crossingId) ?? []), row]);
}
