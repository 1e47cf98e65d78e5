import { and, asc, eq, gt, inArray, isNotNull } from 'drizzle-orm';
import type { Database, Transaction } from '@/db/client';
import { inGate } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { crossing } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import { incident } from '@/db/schema/incident';
import { pass } from '@/db/schema/pass';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { canonicalJson } from '@/domain/sync/canonical-json';
import { changeBefore, lockHead, moveHead } from './gate-head';
import { incidentChanges } from './incident-changes';
import type { PassRow } from './project-crossing';
import { changedPasses, projectTouched, type Touched } from './touched-crossings';

/** One thing that is not as the log says. */
export type Difference = {
  readonly gateId: GateId;
  readonly what: 'crossing' | 'pass' | 'incident';
  readonly id: string;
  /** Columns that differ; `missing` or `surplus` for a whole row. */
  readonly columns: readonly string[];
};

export type Rebuilt = { readonly crossings: number; readonly differences: readonly Difference[] };

const PAGE = 500;

/**
 * Folds every crossing of a gate anew from the log and compares with what is stored (`gate rebuild`). On a sound
 * database there is no difference. With `mend` the stored rows become what the log says, and tablets are sent the
 * passes and incidents that changed by it. Works beside the running server, a page of crossings per transaction.
 * @param now ms since the epoch
 */
export async function rebuildProjections(
  db: Database,
  gateId: GateId,
  options: { readonly mend: boolean; readonly now: number },
): Promise<Rebuilt> {
  const differences: Difference[] = [];
  let crossings = 0;
  let after: string | null = null;
  for (;;) {
    const last: string | null = after;
    const done = await inGate(db, { gateId, actor: null }, async (tx) => {
      const ids = await nextCrossings(tx, gateId, last);
      return { ids, found: await comparePage(tx, gateId, ids, options) };
    });
    crossings += done.ids.length;
    differences.push(...done.found);
    after = done.ids.at(-1) ?? null;
    if (after === null || done.ids.length < PAGE) return { crossings, differences };
  }
}

/** Of the log and of the projection: a row without any event behind it is a difference as well. */
async function nextCrossings(tx: Transaction, gateId: GateId, after: string | null): Promise<CrossingId[]> {
  const logged = await tx
    .selectDistinct({ id: event.crossingId })
    .from(event)
    .where(
      and(
        eq(event.gateId, gateId),
        isNotNull(event.crossingId),
        after === null ? undefined : gt(event.crossingId, after),
      ),
    )
    .orderBy(asc(event.crossingId))
    .limit(PAGE);
  const stored = await tx
    .select({ id: crossing.crossingId })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), after === null ? undefined : gt(crossing.crossingId, after)))
    .orderBy(asc(crossing.crossingId))
    .limit(PAGE);
  const ids = new Set([...logged, ...stored].flatMap((row) => row.id ?? []));
  return [...ids]
    .sort()
    .slice(0, PAGE)
    .map((id) => crossingIdSchema.parse(id));
}

async function comparePage(
  tx: Transaction,
  gateId: GateId,
  ids: readonly CrossingId[],
  { mend, now }: { readonly mend: boolean; readonly now: number },
): Promise<readonly Difference[]> {
  if (ids.length === 0) return [];
  // Read before the crossings are locked, which puts an empty row where one is missing.
  const stored = await tx
    .select()
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), inArray(crossing.crossingId, [...ids])));
  const touched = await projectTouched(tx, gateId, ids, []);
  const head = await lockHead(tx, gateId);
  const incidents = await incidentChanges(tx, {
    gateId,
    crossings: ids,
    found: touched.flatMap((one) => one.projection.incidents),
    raised: [],
    withdrawn: [],
    arriving: [],
    now,
  });
  const wrong = wrongCrossings(touched, stored);
  const surplus = touched.filter((one) => one.events.length === 0).map((one) => one.crossingId);
  const passes = [...changedPasses(touched), ...touched.flatMap(surplusPasses)];
  const before = await storedIncidents(
    tx,
    gateId,
    incidents.map((row) => row.id),
  );
  if (mend) {
    let change = changeBefore(head, now);
    const numbered = <T>(rows: readonly T[]) => rows.map((row) => ({ ...row, change: ++change }));
    await insertRows(
      tx,
      crossing,
      wrong.map(({ row }) => row),
      'replace',
    );
    await insertRows(tx, pass, numbered(passes), 'replace');
    await insertRows(tx, incident, numbered(incidents), 'replace');
    await moveHead(tx, { ...head, change });
    await deleteCrossings(tx, gateId, surplus);
  } else {
    const known = new Set(stored.map((row) => row.crossingId));
    await deleteCrossings(
      tx,
      gateId,
      ids.filter((id) => !known.has(id)),
    );
  }
  const byPass = new Map(touched.flatMap((one) => one.storedPasses).map((row) => [row.passId, row]));
  const difference = (what: Difference['what'], id: string, columns: readonly string[]): Difference => ({
    gateId,
    what,
    id,
    columns,
  });
  return [
    ...wrong.map(({ row, columns }) => difference('crossing', row.crossingId, columns)),
    ...surplus.map((id) => difference('crossing', id, ['surplus'])),
    ...passes.map((row) =>
      difference('pass', row.passId, row.token === '' ? ['surplus'] : unlike(byPass.get(row.passId), row)),
    ),
    ...incidents.map((row) =>
      difference(
        'incident',
        row.id,
        row.withdrawnAt === null ? unlike(before.get(row.id), row) : ['surplus'],
      ),
    ),
  ];
}

type CrossingRow = typeof crossing.$inferInsert;

function wrongCrossings(
  touched: readonly Touched[],
  stored: readonly CrossingRow[],
): readonly { readonly row: CrossingRow; readonly columns: readonly string[] }[] {
  const byId = new Map(stored.map((row) => [row.crossingId, row]));
  return touched.flatMap(({ crossingId, events, projection, history }) => {
    if (events.length === 0) return [];
    const row = {
      ...projection.row,
      firstPosition: history[0]?.position ?? 0,
      position: history.at(-1)?.position ?? 0,
    };
    const columns = unlike(byId.get(crossingId), row);
    return columns.length === 0 ? [] : [{ row, columns }];
  });
}

/** Passes that the log does not know any more are emptied, so that tablets drop them. An emptied one stays. */
const surplusPasses = ({ projection, storedPasses }: Touched): readonly PassRow[] =>
  storedPasses
    .filter((row) => row.token !== '' && !projection.passes.some((one) => one.passId === row.passId))
    .map((row) => ({ ...row, token: '' }));

/** Names of the columns that differ. */
function unlike(stored: object | undefined, wanted: object): readonly string[] {
  if (stored === undefined) return ['missing'];
  return Object.keys(wanted).filter(
    (key) => canonicalJson(Reflect.get(stored, key)) !== canonicalJson(Reflect.get(wanted, key)),
  );
}

async function storedIncidents(tx: Transaction, gateId: GateId, ids: readonly string[]) {
  const rows = await tx
    .select()
    .from(incident)
    .where(and(eq(incident.gateId, gateId), inArray(incident.id, [...ids])));
  return new Map(rows.map((row) => [row.id, row]));
}

async function deleteCrossings(tx: Transaction, gateId: GateId, ids: readonly CrossingId[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.delete(crossing).where(and(eq(crossing.gateId, gateId), inArray(crossing.crossingId, [...ids])));
}
