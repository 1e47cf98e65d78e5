import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { crossing } from '@/db/schema/crossing';
import { incident as incidentTable } from '@/db/schema/incident';
import { pass } from '@/db/schema/pass';
import { process as processTable } from '@/db/schema/process';
import type { CrossingState } from '@/domain/crossing/state';
import type { CrossingId, EventId, GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';
import { clampHlc } from '@/domain/sync/hlc';
import type { Incident } from '@/domain/sync/incident';
import { holdHistory } from './crossing-rows';
import { gateHash } from './gate-chain';
import { changeBefore, type Head, lockHead, moveHead } from './gate-head';
import type { History } from './held-histories';
import { incidentChanges } from './incident-changes';
import { insertEvents, type LogRow } from './insert-events';
import { readSpokenOf, type SpokenOf } from './spoken-of';
import { changedPasses, projectTouched, type Touched } from './touched-crossings';

export type Append = {
  readonly gateId: GateId;
  /** New to the log; the chains of their devices are held by the caller (the device's row is locked). */
  readonly events: readonly GateEvent[];
  /** What is seen besides, and does not follow from one crossing's events alone. */
  readonly notice?: (touched: readonly Touched[]) => Noticed;
  /** Server clock, ms since the epoch. */
  readonly recordedAt: number;
};

export type Noticed = {
  readonly raised: readonly Incident[];
  /** Ids of incidents that no longer hold, if they ever did: a hole that was filled. */
  readonly withdrawn: readonly string[];
  /** Events that contradict nothing we know: where their verdict was called in question, it no longer is (IN-4). */
  readonly sound?: ReadonlySet<EventId>;
};

export type Appended = {
  /** Last position of the gate's log afterwards. */
  readonly position: number;
  readonly states: ReadonlyMap<CrossingId, CrossingState>;
  /** Incidents that are new or changed by this. */
  readonly incidents: readonly Incident[];
};

/**
 * The one door into a gate's log. In the caller's transaction:
 *
 *   lock the crossings → read their events → fold with the new ones → lock the head → number, chain and write
 *
 * Events, projections and incidents are written together or not at all. Everything slow happens before the head is
 * locked: the writers of one gate take turns only for the writing itself.
 */
export async function appendEvents(tx: Transaction, append: Append): Promise<Appended> {
  const { gateId, recordedAt } = append;
  const spokenOf = await readSpokenOf(tx, gateId, append.events);
  const arriving = append.events.map((event) => ({ event, crossingId: spokenOf(event) }));
  const touched = await projectTouched(
    tx,
    gateId,
    arriving.flatMap(({ crossingId }) => crossingId ?? []),
    arriving,
    'held',
  );

  const noticed = append.notice?.(touched) ?? { raised: [], withdrawn: [] };

  const head = await lockHead(tx, gateId);
  const incidents = await incidentChanges(tx, {
    gateId,
    crossings: touched.map((one) => one.crossingId),
    found: touched.flatMap((one) => one.projection.incidents),
    ...noticed,
    arriving: append.events,
    now: recordedAt,
  });
  const log = chained(head, append, spokenOf);
  let change = changeBefore(head, recordedAt);
  const passRows = changedPasses(touched).map((row) => ({ ...row, change: ++change }));
  const incidentRows = incidents.map((row) => ({ ...row, change: ++change }));
  const processRows = touched
    .flatMap((one) => one.unpublished ?? [])
    .filter((one, at, all) => all.findIndex((other) => other.id === one.id) === at)
    .map((one) => ({
      gateId,
      processId: one.id,
      version: one.version,
      document: one,
      change: ++change,
    }));

  const histories = historiesWith(touched, log.rows);
  await Promise.all([
    insertEvents(tx, gateId, log.rows, recordedAt),
    insertRows(tx, crossing, crossingRows(touched, histories), 'replace'),
    insertRows(tx, pass, passRows, 'replace'),
    insertRows(tx, incidentTable, incidentRows, 'replace'),
    insertRows(tx, processTable, processRows, 'keep'),
    moveHead(tx, { ...log.head, change }),
  ]);
  for (const [crossingId, history] of histories) holdHistory(gateId, crossingId, history);
  return {
    position: log.head.position,
    states: new Map(touched.map((one) => [one.crossingId, one.projection.state])),
    incidents: incidents.filter((row) => row.withdrawnAt === null).map((row) => row.incident),
  };
}

/** Positions and the gate's chain, from the head on. */
function chained(head: Head, append: Append, spokenOf: SpokenOf): { rows: readonly LogRow[]; head: Head } {
  let { position, chainHash, hlc } = head;
  const rows = append.events.map((event): LogRow => {
    position++;
    const { device, seq, hash } = event;
    const gatePrev = chainHash;
    chainHash = gateHash(gatePrev, { position, device, seq, hash, recordedAt: append.recordedAt });
    // EV-4: a clock from the far future never enters the gate's own.
    const believed = clampHlc(event.hlc, append.recordedAt);
    if (!believed.suspect && (hlc === null || event.hlc > hlc)) hlc = event.hlc;
    return { position, crossingId: spokenOf(event), gatePrev, gateHash: chainHash, event };
  });
  return { rows, head: { ...head, position, chainHash, hlc } };
}

/** Each crossing's rows of the log, those that are about to be written included. */
function historiesWith(
  touched: readonly Touched[],
  log: readonly LogRow[],
): ReadonlyMap<CrossingId, History> {
  const fresh = new Map<string, LogRow[]>();
  for (const row of log) {
    if (row.crossingId === null) continue;
    const known = fresh.get(row.crossingId);
    if (known === undefined) fresh.set(row.crossingId, [row]);
    else known.push(row);
  }
  return new Map(
    touched.map(({ crossingId, history }) => [crossingId, [...history, ...(fresh.get(crossingId) ?? [])]]),
  );
}

const crossingRows = (touched: readonly Touched[], histories: ReadonlyMap<CrossingId, History>) =>
  touched.map(({ crossingId, projection }) => ({
    ...projection.row,
    firstPosition: histories.get(crossingId)?.[0]?.position ?? 0,
    position: histories.get(crossingId)?.at(-1)?.position ?? 0,
  }));
