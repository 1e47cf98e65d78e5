import { and, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { pass, passToken } from '@/db/schema/pass';
import { orderedSet } from '@/domain/crossing/event-set';
import type { Process } from '@/domain/process/process';
import { processOf } from '@/domain/process/standard-processes';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { sameJson } from '@/domain/sync/canonical-json';
import type { GateEvent } from '@/domain/sync/event';
import { lockCrossings, readHistories, recallHistories } from './crossing-rows';
import type { History } from './held-histories';
import { loadProcesses, processNamed } from './load-processes';
import { type PassRow, type PassToken, type Projection, projectCrossing } from './project-crossing';

export type Touched = {
  readonly crossingId: CrossingId;
  /** All that is known of it, the arriving ones included, in the order of the fold. */
  readonly events: readonly GateEvent[];
  /** Those of them that are about to enter the log. */
  readonly arriving: readonly GateEvent[];
  readonly process: Process | null;
  readonly tokens: readonly PassToken[];
  readonly projection: Projection;
  /** What was in the log before, in its order; empty for a new crossing. */
  readonly history: History;
  readonly storedPasses: readonly PassRow[];
  /** Its process document, where the gate has not published it yet. */
  readonly unpublished: Process | null;
};

/**
 * Locks these crossings and folds each with everything known of it, events that are about to arrive included. `held`:
 * what was read before need not be read again.
 */
export async function projectTouched(
  tx: Transaction,
  gateId: GateId,
  crossingIds: readonly CrossingId[],
  arriving: readonly { readonly event: GateEvent; readonly crossingId: CrossingId | null }[],
  from: 'log' | 'held' = 'log',
): Promise<readonly Touched[]> {
  const ids = [...new Set(crossingIds)].sort();
  if (ids.length === 0) return [];
  const fresh = byCrossing(arriving);
  const positions = await lockCrossings(tx, gateId, ids);
  const [histories, tokens, passes] = await Promise.all([
    from === 'held' ? recallHistories(tx, gateId, positions) : readHistories(tx, gateId, ids),
    readTokens(tx, gateId, ids),
    readPasses(tx, gateId, ids),
  ]);
  const events = new Map(
    ids.map((id) => [
      id,
      orderedSet([...(histories.get(id) ?? []), ...(fresh.get(id) ?? [])].map(({ event }) => event)),
    ]),
  );
  const named = ids.map((id) => processNamed(events.get(id) ?? []));
  const processes = await loadProcesses(
    tx,
    gateId,
    named.filter((name) => name !== null),
  );
  return ids.map((crossingId, at) => {
    const name = named[at] ?? null;
    const process = name === null ? null : processOf(processes.all, name);
    const known = { process, events: events.get(crossingId) ?? [], tokens: tokens.get(crossingId) ?? [] };
    return {
      crossingId,
      ...known,
      arriving: (fresh.get(crossingId) ?? []).map(({ event }) => event),
      projection: projectCrossing(gateId, crossingId, known.process, known.events, known.tokens),
      history: histories.get(crossingId) ?? [],
      storedPasses: passes.get(crossingId) ?? [],
      unpublished: process !== null && processes.unpublished.includes(process) ? process : null,
    };
  });
}

/** Passes whose row is not yet as it should be: only those are sent to the tablets. */
export function changedPasses(touched: readonly Touched[]): readonly PassRow[] {
  return touched.flatMap(({ projection, storedPasses }) =>
    projection.passes.filter((row) => {
      const stored = storedPasses.find((one) => one.passId === row.passId);
      return stored === undefined || !sameJson(stored, row);
    }),
  );
}

export async function readTokens(
  tx: Transaction,
  gateId: GateId,
  ids: readonly CrossingId[],
): Promise<ReadonlyMap<string, readonly PassToken[]>> {
  const rows = await tx
    .select()
    .from(passToken)
    .where(and(eq(passToken.gateId, gateId), oneOf(passToken.crossingId, ids)));
  return byCrossing(rows);
}

export async function readPasses(
  tx: Transaction,
  gateId: GateId,
  ids: readonly CrossingId[],
): Promise<ReadonlyMap<string, readonly PassRow[]>> {
  const rows = await tx
    .select()
    .from(pass)
    .where(and(eq(pass.gateId, gateId), oneOf(pass.crossingId, ids)));
  return byCrossing(rows.map(({ change: _, ...row }) => row));
}

function byCrossing<T extends { readonly crossingId: string | null }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    if (row.crossingId === null) continue;
    const group = groups.get(row.crossingId);
    if (group === undefined) groups.set(row.crossingId, [row]);
    else group.push(row);
  }
  return groups;
}
