import { and, asc, eq, getTableColumns, gt } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { device as deviceTable, officerEnded } from '@/db/schema/device';
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
import { TABLET_MEMORY_MS } from '@/domain/sync/tablet-memory';
import { endOf } from '../board/stored-words';
import { tellGates } from '../gate/read-gates';
import { currentLists } from '../keys/refresh-lists';
import { ensureHead, readHead } from '../log/gate-head';
import { eventPage } from './event-page';
import { anew, type Page, page } from './page';

export type Asked = {
  readonly request: PullRequest;
  /** Server clock when the request came in, ms since the epoch. */
  readonly at: number;
};

/**
 * One page of every stream since the tablet's cursors. Cursors are numbers handed out under the gate's lock
 * (`gate_head`), so nothing that commits later ever lies below one. Cursors of another epoch, a mark that is not in the
 * chain, or a cursor ahead of the centre mean that the centre was set back: the tablet shall read anew (OF-47, EV-20).
 * `t2` is for the caller to set.
 */
export async function pull(tx: Transaction, { request, at }: Asked): Promise<PullResponse> {
  const { gateId, device } = request;
  const head = await ensureHead(tx, gateId);
  const otherEpoch = request.protocol >= EPOCH_SINCE && request.epoch !== head.epoch;
  const otherHistory = otherEpoch || !(await isOurs(tx, gateId, request.mark ?? null));
  const ahead = (stream: Stream) => {
    const cursor = request.cursors[stream] ?? 0;
    return cursor > (stream === 'events' ? head.position : head.change) || (otherHistory && cursor > 0);
  };
  const mustRefetch = STREAMS.filter(ahead);
  const from = (stream: Stream) => (ahead(stream) ? null : (request.cursors[stream] ?? 0));
  const told = request.protocol >= GATES_SINCE ? tellGates(request.gates ?? 0) : null;
  const [passes, events, lists, processes, incidents, news] = await Promise.all([
    passPage(tx, gateId, from('passes'), at),
    eventPage(tx, gateId, device, from('events'), {
      now: at,
      last: head.position,
      protocol: request.protocol,
    }),
    listPage(tx, gateId, from('lists'), request.protocol),
    processPage(tx, gateId, from('processes')),
    incidentPage(tx, gateId, from('incidents'), at),
    request.protocol >= NEWS_SINCE ? newsFor(tx, gateId, device) : {},
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
    epoch: head.epoch,
    ...news,
    ...(told === null ? {} : { gates: { version: told.version, gates: [...told.gates] } }),
    head: { position: head.position, change: head.change },
  };
}

/** Older tablets have the table they came with, and no other. */
const GATES_SINCE = 4;

/** Older tablets do not ask what they are called, nor who may not open them any more. */
const NEWS_SINCE = 3;

async function newsFor(
  tx: Transaction,
  gateId: GateId,
  device: DeviceId,
): Promise<Pick<PullResponse, 'home' | 'ended'>> {
  const [[home], ended] = await Promise.all([
    tx
      .select({ name: deviceTable.name, checkpoint: deviceTable.checkpoint })
      .from(deviceTable)
      .where(and(eq(deviceTable.gateId, gateId), eq(deviceTable.deviceId, device))),
    tx
      .select({ person: officerEnded.personId, at: officerEnded.endedAt })
      .from(officerEnded)
      .where(eq(officerEnded.gateId, gateId)),
  ]);
  return { ...(home === undefined ? {} : { home }), ended };
}

/** Tablets of version 1 know no epoch: of them only a cursor ahead of the centre tells. */
const EPOCH_SINCE = 2;

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

async function passPage(
  tx: Transaction,
  gateId: GateId,
  from: number | null,
  now: number,
): Promise<Page<PassRecord>> {
  if (from === null) return anew();
  const rows = await tx
    .select({ ...getTableColumns(pass), endedKind: crossing.endedKind })
    .from(pass)
    .leftJoin(crossing, and(eq(crossing.gateId, pass.gateId), eq(crossing.crossingId, pass.crossingId)))
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
        ended: endOf(row),
      })),
    rows.filter(forgotten).map((row) => row.passId),
    rows.map((row) => row.change),
    from,
  );
}

/** Each list in its newest version only. */
async function listPage(
  tx: Transaction,
  gateId: GateId,
  from: number | null,
  protocol: number,
): Promise<Page<SignedDocument>> {
  if (from === null) return anew();
  const rows = (await currentLists(tx, gateId))
    .filter((row) => row.change > from)
    // A reader of version 1 would refuse the whole page.
    .filter((row) => row.kind !== 'approvers' || protocol >= 2)
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
