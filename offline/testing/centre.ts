import type { DeviceId, GateId } from '@/domain/shared/identity';
import { eventHash } from '@/domain/sync/chain';
import { type GateEvent, gateEventSchema } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import {
  type DeviceStanding,
  type EventVerdict,
  type PassRecord,
  PROTOCOL_VERSION,
  type PullRequest,
  type PullResponse,
  type PushRequest,
  type PushResponse,
  type SignedDocument,
} from '@/domain/sync/protocol';

/**
 * A centre in memory that keeps the protocol and nothing else: cumulative acknowledgement, a verdict per event,
 * commit-safe positions. Tablets meet it in simulations; `copy` and `restoreFrom` play a backup.
 */
export type Centre = {
  readonly push: (request: PushRequest) => PushResponse;
  readonly pull: (request: PullRequest) => PullResponse;
  readonly publish: (publication: Publication) => void;
  readonly events: () => readonly GateEvent[];
  readonly quarantine: () => readonly unknown[];
  readonly forks: () => readonly GateEvent[];
  /** Times an event was taken into the log; more than once would be a fault. */
  readonly appliedTimes: (id: string) => number;
  readonly copy: () => CentreCopy;
  /** Back to the copy, and another history from there on: the epoch is another one, positions are given again. */
  readonly restoreFrom: (copy: CentreCopy) => void;
  readonly setStanding: (device: DeviceId, standing: DeviceStanding) => void;
};

export type Publication =
  | { readonly kind: 'pass'; readonly record: PassRecord }
  | { readonly kind: 'pass-gone'; readonly passId: string }
  | { readonly kind: 'event'; readonly event: GateEvent }
  | { readonly kind: 'list'; readonly document: SignedDocument }
  | { readonly kind: 'incident'; readonly incident: Incident };
type Row = { readonly position: number; readonly publication: Publication };

export type CentreCopy = {
  readonly lastPosition: number;
  readonly rows: readonly Row[];
  readonly held: ReadonlyMap<DeviceId, ReadonlyMap<number, GateEvent | null>>;
};

export function createCentre(options: {
  readonly gateId: GateId;
  readonly now: () => number;
  readonly pageSize: number;
}): Centre {
  const { gateId, now, pageSize } = options;
  let rows: Row[] = [];
  let lastPosition = 0;
  /** Per device and sequence: the event, or null where something unreadable was put aside. */
  let held = new Map<DeviceId, Map<number, GateEvent | null>>();
  const aside: unknown[] = [];
  const forked: GateEvent[] = [];
  const applied = new Map<string, number>();
  const standings = new Map<DeviceId, DeviceStanding>();
  let restores = 0;
  const epoch = () => `0000000${restores}-0000-4000-8000-000000000000`;

  const publish = (publication: Publication) => {
    lastPosition += 1;
    rows.push({ position: lastPosition, publication });
    if (publication.kind !== 'event') return;
    const { id } = publication.event;
    applied.set(id, (applied.get(id) ?? 0) + 1);
  };

  function judge(device: DeviceId, raw: unknown, expected: number): EventVerdict {
    const log = held.get(device) ?? new Map<number, GateEvent | null>();
    held.set(device, log);
    const parsed = gateEventSchema.safeParse(raw);
    const sound = parsed.success && parsed.data.device === device && parsed.data.gateId === gateId;
    if (!sound || eventHash(parsed.data) !== parsed.data.hash) {
      const seq = readSeq(raw) ?? expected;
      if (!log.has(seq)) {
        log.set(seq, null);
        aside.push(raw);
      }
      return { kind: 'quarantined', seq, code: sound ? 'hash' : 'shape' };
    }
    const event = parsed.data;
    const known = log.get(event.seq);
    if (known === null) return { kind: 'quarantined', seq: event.seq, code: 'shape' };
    if (known?.hash === event.hash) return { kind: 'duplicate', seq: event.seq };
    if (known !== undefined) {
      forked.push(event);
      return { kind: 'fork', seq: event.seq };
    }
    log.set(event.seq, event);
    publish({ kind: 'event', event });
    return { kind: 'applied', seq: event.seq };
  }

  function push(request: PushRequest): PushResponse {
    const t1 = now();
    const verdicts = request.events.map((raw, at) => judge(request.device, raw, request.from + at));
    const log = held.get(request.device);
    let ackSeq = 0;
    while (log?.has(ackSeq + 1)) ackSeq += 1;
    const standing = standings.get(request.device) ?? 'active';
    const answer = { protocol: PROTOCOL_VERSION, ackSeq, verdicts, incidents: [], t1, t2: now() };
    return { ...answer, epoch: epoch(), standing };
  }

  function pull(request: PullRequest): PullResponse {
    const t1 = now();
    const page = <T>(cursor: number, pick: (publication: Publication) => T | null) => {
      const waiting = rows.filter((row) => row.position > cursor && pick(row.publication) !== null);
      const taken = waiting.slice(0, pageSize);
      const done = taken.length === waiting.length;
      const next = done ? Math.max(cursor, lastPosition) : (taken.at(-1)?.position ?? cursor);
      const upserts = taken.flatMap((row) => pick(row.publication) ?? []);
      return { upserts, tombstones: [] as string[], next, done, count: upserts.length };
    };
    const { cursors } = request;
    const passes = page(cursors.passes, (row) =>
      row.kind === 'pass' || row.kind === 'pass-gone' ? row : null,
    );
    const last = new Map(
      passes.upserts.map((row) => [row.kind === 'pass' ? row.record.passId : row.passId, row]),
    );
    const standing = [...last.values()];
    return {
      protocol: PROTOCOL_VERSION,
      mustRefetch: Object.entries(cursors)
        .filter(([, cursor]) => cursor > lastPosition || (cursor > 0 && request.epoch !== epoch()))
        .flatMap(([stream]) => (isStream(stream) ? [stream] : [])),
      pages: {
        passes: {
          ...passes,
          upserts: standing.flatMap((row) => (row.kind === 'pass' ? [row.record] : [])),
          tombstones: standing.flatMap((row) => (row.kind === 'pass-gone' ? [row.passId] : [])),
        },
        events: page(cursors.events, (row) => (row.kind === 'event' ? row.event : null)),
        lists: page(cursors.lists, (row) => (row.kind === 'list' ? row.document : null)),
        processes: page(cursors.processes, () => null),
        incidents: page(cursors.incidents, (row) => (row.kind === 'incident' ? row.incident : null)),
      },
      t1,
      t2: now(),
      epoch: epoch(),
      head: { position: lastPosition, change: lastPosition },
    };
  }

  const copyHeld = (from: CentreCopy['held']) =>
    new Map([...from].map(([device, log]) => [device, new Map(log)]));
  return {
    push,
    pull,
    publish,
    events: () =>
      rows.flatMap(({ publication }) => (publication.kind === 'event' ? [publication.event] : [])),
    quarantine: () => aside,
    forks: () => forked,
    appliedTimes: (id) => applied.get(id) ?? 0,
    setStanding: (device, standing) => void standings.set(device, standing),
    copy: () => ({ lastPosition, rows: [...rows], held: copyHeld(held) }),
    restoreFrom: (copy) => {
      rows = [...copy.rows];
      lastPosition = copy.lastPosition;
      restores += 1;
      held = copyHeld(copy.held);
      applied.clear();
      for (const { publication } of rows)
        if (publication.kind === 'event') applied.set(publication.event.id, 1);
    },
  };
}

const STREAM_NAMES = ['passes', 'events', 'lists', 'processes', 'incidents'] as const;
const isStream = (name: string): name is (typeof STREAM_NAMES)[number] =>
  STREAM_NAMES.some((stream) => stream === name);

const readSeq = (raw: unknown): number | null =>
  typeof raw === 'object' && raw !== null && 'seq' in raw && Number.isInteger(raw.seq)
    ? Number(raw.seq)
    : null;
