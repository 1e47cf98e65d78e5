import { and, asc, eq, gt } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { event } from '@/db/schema/event';
import { incident } from '@/db/schema/incident';
import { pass } from '@/db/schema/pass';
import { process as processTable } from '@/db/schema/process';
import type { Process } from '@/domain/process/process';
import {
  crossingIdSchema,
  type DeviceId,
  type GateId,
  hashSchema,
  passIdSchema,
} from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import {
  type Mark,
  type PassRecord,
  PROTOCOL_VERSION,
  PULL_PAGE_SIZE,
  type PullRequest,
  type PullResponse,
  type SignedDocument,
  STREAMS,
  type Stream,
} from '@/domain/sync/protocol';
import { currentLists } from '../keys/refresh-lists';
import { readHead } from '../log/gate-head';
import { firstPositionOfInterest, TABLET_MEMORY_MS } from './tablet-memory';

type Page<T> = {
  upserts: T[];
  tombstones: string[];
  next: number;
  done: boolean;
  count: number;
};

export type Asked = {
  readonly request: PullRequest;
  /** Server clock when the request came in, ms since the epoch. */
  readonly at: number;
};

/**
 * One page of every stream since the tablet's cursors. Cursors are numbers handed out under the gate's lock
 * (`gate_head`), so nothing that commits later ever lies below one. A cursor ahead of the centre, or a mark that is not
 * in its chain, means that the centre was set back: the tablet shall read anew (EV-20). `t2` is for the caller to set.
 */
export async function pull(tx: Transaction, { request, at }: Asked): Promise<PullResponse> {
  const { gateId, device } = request;
  const head = await readHead(tx, gateId);
  const otherHistory = !(await isOurs(tx, gateId, request.mark ?? null));
  const ahead = (stream: Stream) =>
    otherHistory || (request.cursors[stream] ?? 0) > (stream === 'events' ? head.position : head.change);
  const mustRefetch = STREAMS.filter(ahead);
  const from = (stream: Stream) => (ahead(stream) ? null : (request.cursors[stream] ?? 0));
  const [passes, events, lists, processes, incidents] = await Promise.all([
    passPage(tx, gateId, from('passes'), at),
    eventPage(tx, gateId, device, from('events'), at),
    listPage(tx, gateId, from('lists')),
    processPage(tx, gateId, from('processes')),
    incidentPage(tx, gateId, from('incidents'), at),
  ]);
  // After the pages: a mark older than a cursor would vouch for what it does not know.
  const { position, chainHash } = await readHead(tx, gateId);
  return {
    protocol: PROTOCOL_VERSION,
    mustRefetch,
    mark: markOf(position, chainHash),
    pages: { passes, events, lists, processes, incidents },
    t1: at,
    t2: at,
  };
}

/** Null for an empty log: whatever comes after it belongs to it. */
export const markOf = (position: number, chainHash: string | null): Mark | null =>
  chainHash === null ? null : { position, hash: hashSchema.parse(chainHash) };

async function isOurs(tx: Transaction, gateId: GateId, mark: Mark | null): Promise<boolean> {
  if (mark === null) return true;
  const [row] = await tx
    .select({ hash: event.gateHash })
    .from(event)
    .where(and(eq(event.gateId, gateId), eq(event.position, mark.position)));
  return row?.hash === mark.hash;
}

/** What a stream says that must be read anew: nothing yet, from 0, more to come. */
const anew = <T>(): Page<T> => ({ upserts: [], tombstones: [], next: 0, done: false, count: 0 });

/** `numbers`: the numbers of the rows that were read, ascending, whether they are sent or not. */
function page<T>(upserts: T[], tombstones: string[], numbers: readonly number[], from: number): Page<T> {
  return {
    upserts,
    tombstones,
    next: numbers.at(-1) ?? from,
    done: numbers.length < PULL_PAGE_SIZE,
    count: upserts.length,
  };
}

async function passPage(
  tx: Transaction,
  gateId: GateId,
  from: number | null,
  now: number,
): Promise<Page<PassRecord>> {
  if (from === null) return anew();
  const rows = await tx
    .select()
    .from(pass)
    .where(and(eq(pass.gateId, gateId), gt(pass.change, from)))
    .orderBy(asc(pass.change))
    .limit(PULL_PAGE_SIZE);
  // Of a crossing long past, and of an erased one, a tablet keeps nothing.
  const forgotten = (row: (typeof rows)[number]) =>
    row.token === '' || (row.endedAt !== null && row.endedAt < now - TABLET_MEMORY_MS);
  return page(
    rows
      .filter((row) => !forgotten(row))
      .map((row) => ({
        passId: passIdSchema.parse(row.passId),
        crossingId: crossingIdSchema.parse(row.crossingId),
        revision: row.revision,
        status: row.status,
        token: row.token,
        process: { id: row.processId, version: row.processVersion },
        goodsName: row.goodsName,
        grossWeightKg: row.grossWeightKg,
        firmName: row.firmName,
      })),
    rows.filter(forgotten).map((row) => row.passId),
    rows.map((row) => row.change),
    from,
  );
}

/** Others' events: what it wrote itself, a tablet has. A new tablet begins with the oldest crossing that still matters. */
async function eventPage(
  tx: Transaction,
  gateId: GateId,
  device: DeviceId,
  from: number | null,
  now: number,
): Promise<Page<GateEvent>> {
  if (from === null) return anew();
  const start = from === 0 ? Math.max(0, (await firstPositionOfInterest(tx, gateId, now)) - 1) : from;
  const rows = await tx
    .select({ position: event.position, device: event.device, event: event.event })
    .from(event)
    .where(and(eq(event.gateId, gateId), gt(event.position, start)))
    .orderBy(asc(event.position))
    .limit(PULL_PAGE_SIZE);
  return page(
    rows.filter((row) => row.device !== device).map((row) => row.event),
    [],
    rows.map((row) => row.position),
    start,
  );
}

/** Each list in its newest version only. */
async function listPage(tx: Transaction, gateId: GateId, from: number | null): Promise<Page<SignedDocument>> {
  if (from === null) return anew();
  const rows = (await currentLists(tx, gateId))
    .filter((row) => row.change > from)
    .sort((a, b) => a.change - b.change);
  return page(
    rows.map(({ kind, version, signer, payload, signature }) => ({
      kind,
      version,
      signer,
      payload,
      signature,
    })),
    [],
    rows.map((row) => row.change),
    from,
  );
}

async function processPage(tx: Transaction, gateId: GateId, from: number | null): Promise<Page<Process>> {
  if (from === null) return anew();
  const rows = await tx
    .select({ change: processTable.change, document: processTable.document })
    .from(processTable)
    .where(and(eq(processTable.gateId, gateId), gt(processTable.change, from)))
    .orderBy(asc(processTable.change))
    .limit(PULL_PAGE_SIZE);
  return page(
    rows.map((row) => row.document),
    [],
    rows.map((row) => row.change),
    from,
  );
}

async function incidentPage(
  tx: Transaction,
  gateId: GateId,
  from: number | null,
  now: number,
): Promise<Page<Incident>> {
  if (from === null) return anew();
  const rows = await tx
    .select()
    .from(incident)
    .where(and(eq(incident.gateId, gateId), gt(incident.change, from)))
    .orderBy(asc(incident.change))
    .limit(PULL_PAGE_SIZE);
  const forgotten = (row: (typeof rows)[number]) =>
    row.withdrawnAt !== null || (row.resolvedAt !== null && row.resolvedAt < now - TABLET_MEMORY_MS);
  return page(
    rows.filter((row) => !forgotten(row)).map((row) => row.incident),
    rows.filter(forgotten).map((row) => row.id),
    rows.map((row) => row.change),
    from,
  );
}
