import type { CrossingState } from '@/domain/crossing/state';
import type { Process } from '@/domain/process/process';
import type { CrossingId, DeviceId, EventId, GateId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import type { ChainTail } from '@/domain/sync/chain';
import type { GateEvent } from '@/domain/sync/event';
import type { SignedDocument } from '@/domain/sync/protocol';
import type { IncidentRow } from '@/server/log/incident-changes';
import type { CrossingRow, PassRow, PassToken } from '@/server/log/project-crossing';

/** The tables of one gate, as `db/schema` has them, in maps. Rows are never changed in place. */
export type GateState = {
  epoch: string;
  position: number;
  change: number;
  chainHash: string | null;
  hlc: string | null;
  readonly log: LogRow[];
  readonly ofCrossing: Map<CrossingId, LogRow[]>;
  readonly hashes: Map<DeviceId, Map<number, Set<string>>>;
  readonly ids: Map<EventId, string>;
  readonly devices: Map<DeviceId, DeviceState>;
  readonly quarantine: Map<string, QuarantineRow>;
  readonly crossings: Map<
    CrossingId,
    CrossingRow & { firstPosition: number; position: number; state: CrossingState }
  >;
  readonly passes: Map<string, PassRow & { change: number }>;
  readonly tokens: PassToken[];
  readonly incidents: Map<string, IncidentRow & { change: number }>;
  readonly lists: ListState[];
  readonly processes: Map<string, { readonly document: Process; readonly change: number }>;
  centre: ChainTail;
};

export type LogRow = {
  readonly position: number;
  readonly crossingId: CrossingId | null;
  readonly event: GateEvent;
  readonly gateHash: string;
};
export type DeviceState = {
  readonly agency: Agency;
  readonly revokedAt: number | null;
  readonly ackSeq: number;
  readonly maxSeq: number;
  readonly headSeq: number;
  readonly lastSeenAt: number | null;
};
export type QuarantineRow = {
  readonly device: DeviceId;
  readonly seq: number;
  readonly code: string;
  readonly raw: string;
};
export type ListState = SignedDocument & {
  /** ms */
  readonly issuedAt: number;
  readonly contentHash: string;
  readonly change: number;
};

export const epochNo = (n: number): string =>
  `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;

export function emptyGate(centre: ChainTail): GateState {
  return {
    epoch: epochNo(0),
    position: 0,
    change: 0,
    chainHash: null,
    hlc: null,
    log: [],
    ofCrossing: new Map(),
    hashes: new Map(),
    ids: new Map(),
    devices: new Map(),
    quarantine: new Map(),
    crossings: new Map(),
    passes: new Map(),
    tokens: [],
    incidents: new Map(),
    lists: [],
    processes: new Map(),
    centre,
  };
}

/** A copy that shares rows and nothing else. */
export function copyOf(gate: GateState): GateState {
  return {
    ...gate,
    log: [...gate.log],
    ofCrossing: new Map([...gate.ofCrossing].map(([id, rows]) => [id, [...rows]])),
    hashes: new Map(
      [...gate.hashes].map(([device, bySeq]) => [
        device,
        new Map([...bySeq].map(([seq, hashes]) => [seq, new Set(hashes)])),
      ]),
    ),
    ids: new Map(gate.ids),
    devices: new Map(gate.devices),
    quarantine: new Map(gate.quarantine),
    crossings: new Map(gate.crossings),
    passes: new Map(gate.passes),
    tokens: [...gate.tokens],
    incidents: new Map(gate.incidents),
    lists: [...gate.lists],
    processes: new Map(gate.processes),
  };
}

export type Gates = Map<GateId, GateState>;
