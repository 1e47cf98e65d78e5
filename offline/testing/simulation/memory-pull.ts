import { createHash } from 'node:crypto';
import { makeRevocationList, REVOKED_KEPT_S } from '@/domain/pass/revocation-list';
import { sealRevocationList } from '@/domain/pass/signed-document';
import { type CrossingId, crossingIdSchema, type GateId, passIdSchema } from '@/domain/shared/identity';
import {
  type PassRecord,
  PROTOCOL_VERSION,
  type PullRequest,
  type PullResponse,
  STREAMS,
  type Stream,
} from '@/domain/sync/protocol';
import { TABLET_MEMORY_MS } from '@/domain/sync/tablet-memory';
import { endOf } from '@/server/board/stored-words';
import { revivable } from '@/server/exchange/event-page';
import { markOf } from '@/server/exchange/pull';
import type { KeyRing } from '@/server/keys/key-ring';
import {
  isSignedInForce,
  nextRevocationVersion,
  REVOCATION_REISSUED_AFTER_MS,
} from '@/server/keys/refresh-lists';
import { changeBefore } from '@/server/log/gate-head';
import type { PassRow } from '@/server/log/project-crossing';
import type { GateState, ListState } from './gate-state';

const newest = (gate: GateState, kind: ListState['kind']): ListState | null =>
  gate.lists
    .filter((list) => list.kind === kind)
    .reduce<ListState | null>(
      (best, next) => (best !== null && best.version >= next.version ? best : next),
      null,
    );
export const currentLists = (gate: GateState): readonly ListState[] =>
  [newest(gate, 'trust-list'), newest(gate, 'revocation')].filter((list) => list !== null);

/** `server/keys/refresh-lists.ts` over maps. */
export async function refreshInMemory(
  gate: GateState,
  ring: KeyRing,
  gateId: GateId,
  now: number,
): Promise<void> {
  const seconds = Math.floor(now / 1000);
  const trust = await ring.trustList(seconds);
  const issuer = await ring.issuer(seconds);
  const ids = [...gate.passes.values()]
    .filter((row) => row.status === 'revoked' && row.notAfter > seconds - REVOKED_KEPT_S)
    .map((row) => passIdSchema.parse(row.passId))
    .sort();
  const contentHash = createHash('sha256').update(ids.join('\n')).digest('hex');
  const before = newest(gate, 'revocation');
  const keys = newest(gate, 'trust-list');
  const stale =
    before === null ||
    !isSignedInForce(before.signer, trust.list) ||
    before.contentHash !== contentHash ||
    now - before.issuedAt >= REVOCATION_REISSUED_AFTER_MS;
  const change = () => {
    gate.change = changeBefore(gate, now) + 1;
    return gate.change;
  };
  if ((keys?.version ?? -1) < trust.list.version)
    gate.lists.push({
      ...trust.document,
      issuedAt: trust.list.issuedAt * 1000,
      contentHash: '',
      change: change(),
    });
  if (!stale) return;
  const issuedAt = Math.max(seconds, Math.ceil((before?.issuedAt ?? 0) / 1000));
  const list = makeRevocationList(gateId, nextRevocationVersion(before?.version ?? null, now), issuedAt, ids);
  const document = await sealRevocationList(list, issuer.key.kid, issuer.key.sign);
  gate.lists.push({ ...document, issuedAt: issuedAt * 1000, contentHash, change: change() });
}

type Page<T> = { upserts: T[]; tombstones: string[]; next: number; done: boolean; count: number };

/**
 * `server/exchange/pull.ts` over maps. No simulated log grows so long that a tablet could be far behind (OF-46): that
 * has its own tests.
 */
export function pullInMemory(
  gate: GateState,
  request: PullRequest,
  at: number,
  pageSize: number,
): PullResponse {
  const { device, cursors } = request;
  const mark = request.mark ?? null;
  const otherEpoch = request.protocol >= 2 && request.epoch !== gate.epoch;
  const otherHistory = otherEpoch || (mark !== null && gate.log[mark.position - 1]?.gateHash !== mark.hash);
  const ahead = (stream: Stream) => {
    const cursor = cursors[stream] ?? 0;
    return cursor > (stream === 'events' ? gate.position : gate.change) || (otherHistory && cursor > 0);
  };
  const from = (stream: Stream) => (ahead(stream) ? null : (cursors[stream] ?? 0));
  const anew = <T>(): Page<T> => ({ upserts: [], tombstones: [], next: 0, done: false, count: 0 });

  function page<R extends { readonly change: number }, T>(
    rows: Iterable<R>,
    start: number | null,
    pick: (row: R) => T | string,
  ): Page<T> {
    if (start === null) return anew();
    const taken = [...rows]
      .filter((row) => row.change > start)
      .sort((a, b) => a.change - b.change)
      .slice(0, pageSize);
    const picked = taken.map(pick);
    const upserts = picked.filter((one): one is T & object => typeof one !== 'string');
    return {
      upserts,
      tombstones: picked.filter((one) => typeof one === 'string'),
      next: taken.at(-1)?.change ?? start,
      done: taken.length < pageSize,
      count: upserts.length,
    };
  }

  function events(start: number | null): PullResponse['pages']['events'] {
    if (start === null) return anew();
    const begin = start === 0 ? Math.max(0, firstOfInterest(gate, at) - 1) : start;
    const rows = gate.log.slice(begin, begin + pageSize);
    const foreign = rows.filter((row) => row.event.device !== device);
    const upserts = [...toldBefore(gate, revivable(rows), begin, at), ...foreign].map(({ event }) =>
      request.protocol >= 2 ? { ...event, sealed: null, prev: null } : event,
    );
    return {
      upserts,
      tombstones: [],
      next: rows.at(-1)?.position ?? begin,
      done: rows.length < pageSize,
      count: upserts.length,
    };
  }

  const old = at - TABLET_MEMORY_MS;
  return {
    protocol: PROTOCOL_VERSION,
    mustRefetch: STREAMS.filter(ahead),
    mark: markOf(gate.position, gate.chainHash),
    pages: {
      passes: page(gate.passes.values(), from('passes'), (row) =>
        row.token === '' || (typeof row.endedAt === 'number' && row.endedAt < old)
          ? row.passId
          : {
              passId: passIdSchema.parse(row.passId),
              crossingId: crossingIdSchema.parse(row.crossingId),
              revision: row.revision,
              status: row.status,
              token: row.token,
              process: { id: row.processId, version: row.processVersion },
              goodsName: row.goodsName,
              grossWeightKg: row.grossWeightKg ?? null,
              firmName: row.firmName,
              ended: passEnd(gate, row),
            },
      ),
      events: events(from('events')),
      lists: listPage(gate, from('lists')),
      processes: page(gate.processes.values(), from('processes'), (row) => row.document),
      incidents: page(gate.incidents.values(), from('incidents'), (row) =>
        row.withdrawnAt !== null || (row.resolvedAt !== null && row.resolvedAt < old) ? row.id : row.incident,
      ),
    },
    t1: at,
    t2: at,
    epoch: gate.epoch,
    // Nobody is moved or let go here; the name is what the real centre was told at enrolment.
    ...(request.protocol >= 3 ? { home: { name: device, checkpoint: 'gate' }, ended: [] } : {}),
    head: { position: gate.position, change: gate.change },
  };
}

function passEnd(gate: GateState, { crossingId, endedAt = null }: PassRow): PassRecord['ended'] {
  const endedKind = gate.crossings.get(crossingIdSchema.parse(crossingId))?.endedKind ?? null;
  return endOf({ endedKind, endedAt });
}

function listPage(gate: GateState, from: number | null): PullResponse['pages']['lists'] {
  if (from === null) return { upserts: [], tombstones: [], next: 0, done: false, count: 0 };
  const rows = currentLists(gate)
    .filter((row) => row.change > from)
    .sort((a, b) => a.change - b.change);
  const upserts = rows.map(({ kind, version, signer, payload, signature }) => ({
    kind,
    version,
    signer,
    payload,
    signature,
  }));
  return { upserts, tombstones: [], next: rows.at(-1)?.change ?? from, done: true, count: upserts.length };
}

function toldBefore(gate: GateState, revived: readonly CrossingId[], until: number, now: number) {
  return revived.flatMap((id) => {
    const endedAt = gate.crossings.get(id)?.endedAt;
    if (typeof endedAt === 'number' && endedAt < now - TABLET_MEMORY_MS) return [];
    return (gate.ofCrossing.get(id) ?? []).filter((row) => row.position <= until);
  });
}

/** `server/exchange/tablet-memory.ts` over maps. */
function firstOfInterest(gate: GateState, now: number): number {
  const known = [...gate.crossings.values()]
    .filter((row) => typeof row.endedAt !== 'number' || row.endedAt >= now - TABLET_MEMORY_MS)
    .map((row) => row.firstPosition);
  return known.length > 0 ? Math.min(...known) : gate.position + 1;
}
