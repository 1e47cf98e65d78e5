import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate, sqlState, type Transaction } from '@/db/client';
import { listOf } from '@/db/one-of';
import { sheetImport, sheetRow, sheetWork } from '@/db/schema/intake';
import { checkSubmission } from '@/domain/declaration/check-submission';
import type { AcceptedSubmission, FieldFault } from '@/domain/declaration/submission';
import type { GateId } from '@/domain/shared/identity';
import { isAway } from '../api/errors';
import { fileCrossings } from '../declaration/file-crossings';
import { hashOf, TWICE } from '../declaration/submit-declaration';
import type { KeyRing } from '../keys/key-ring';
import { log } from '../log';
import { readProcesses } from '../log/load-processes';
import { announceChange } from '../stream/announce-change';
import { findImport, type ImportRow, rowAt } from './import-row';
import { openImport, type RowContent, type RowSeal } from './row-seal';

export type FilingRoom = {
  readonly db: Database;
  readonly ring: KeyRing;
  /** ms since the epoch. */
  readonly now: () => number;
};

/** Rows taken at a time; of one gate at most as many, and its log is locked for as long as they take. */
const BATCH = 200;
/** A node that dies with a batch in hand is relieved after this. */
const LEASE_MS = 30_000;
const MOST_AT_ONCE = 5;
const STUCK: FieldFault = { field: 'plate', code: 'ID-STUCK', detail: {} };

type Row = typeof sheetRow.$inferSelect;
type Good = { readonly row: Row; readonly content: RowContent; readonly accepted: AcceptedSubmission };

/**
 * One round of the job: imports that wait are taken by a lease and their good rows filed, batch by batch. A row becomes
 * `filed` in the transaction that makes its crossing, so a kill between two batches loses nothing and files nothing twice.
 * An import that fails keeps its lease and is tried again; the others do not wait for it.
 * @returns how many rows were dealt with
 */
export async function fileGoodRows(room: FilingRoom): Promise<number> {
  const { db, now } = room;
  const scope = { gateId: EVERY_GATE, actor: null } as const;
  const waiting = await inGate(db, scope, (tx) =>
    tx
      .select()
      .from(sheetWork)
      .where(lte(sheetWork.nextAt, now()))
      .orderBy(asc(sheetWork.nextAt))
      .limit(MOST_AT_ONCE),
  );
  let done = 0;
  const failures: unknown[] = [];
  for (const { importId, firmId, nextAt } of waiting) {
    const taken = await inGate(db, scope, (tx) =>
      tx
        .update(sheetWork)
        .set({ nextAt: now() + LEASE_MS })
        .where(and(workOf(firmId, importId), eq(sheetWork.nextAt, nextAt)))
        .returning({ id: sheetWork.importId }),
    );
    if (taken.length === 0) continue;
    try {
      done += await fileOne(room, firmId, importId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (done > 0 || failures.length > 0) announceChange(db);
  if (failures.length > 0) throw failures[0];
  return done;
}

const workOf = (firmId: string, importId: string) =>
  and(eq(sheetWork.firmId, firmId), eq(sheetWork.importId, importId));
const goodOf = (firmId: string, importId: string) =>
  and(eq(sheetRow.firmId, firmId), eq(sheetRow.importId, importId), eq(sheetRow.state, 'good'));

async function fileOne(room: FilingRoom, firmId: string, importId: string): Promise<number> {
  const { db, ring, now } = room;
  const scope = { gateId: EVERY_GATE, actor: null, firmId } as const;
  const known = await inGate(db, scope, (tx) => findImport(tx, firmId, importId));
  const seal = known && (await openImport(ring, importId, known.key));
  const readGood = () =>
    inGate(db, scope, async (tx) => {
      await tx
        .update(sheetWork)
        .set({ nextAt: now() + LEASE_MS })
        .where(workOf(firmId, importId));
      return tx
        .select()
        .from(sheetRow)
        .where(goodOf(firmId, importId))
        .orderBy(asc(sheetRow.place))
        .limit(BATCH);
    });
  let done = 0;
  while (known !== null && seal !== null) {
    const rows = await readGood();
    if (rows.length === 0) break;
    done += rows.length;
    try {
      await fileBatch(room, known, seal, rows);
    } catch (error) {
      if (isAway(error)) throw error;
      // What was filed before it failed is filed; of the others each by itself, so that one holds up no other.
      for (const row of await readGood()) await fileAlone(room, known, seal, row);
    }
  }
  await inGate(db, scope, async (tx) => {
    const left = await tx.$count(sheetRow, goodOf(firmId, importId));
    // Its key cannot be opened here: another node may have it.
    if (known !== null && left > 0) return;
    await tx
      .update(sheetImport)
      .set({ state: 'done', doneAt: now() })
      .where(and(eq(sheetImport.firmId, firmId), eq(sheetImport.id, importId)));
    await tx.delete(sheetWork).where(workOf(firmId, importId));
  });
  return done;
}

/** One row; when it cannot be filed a person looks at it, and it waits no longer. */
async function fileAlone(room: FilingRoom, known: ImportRow, seal: RowSeal, row: Row): Promise<void> {
  try {
    await fileBatch(room, known, seal, [row]);
  } catch (error) {
    if (isAway(error)) throw error;
    log().error({ ...traceOf(error), importId: row.importId, place: row.place }, 'row could not be filed');
    const content = seal.open(row.place, row.sealed);
    await setAside(room, seal, row, content, [STUCK]);
  }
}

/** Where it failed, without its words: a query's error names what was to be stored (rule 16). */
const traceOf = (error: unknown) => ({
  code: sqlState(error),
  at: error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined,
});

/** The row becomes faulty; one that cannot be opened is dropped, since nobody could correct it. */
const setAside = (
  { db, now }: FilingRoom,
  seal: RowSeal,
  row: Row,
  content: RowContent | null,
  faults: readonly FieldFault[],
) =>
  inGate(db, { gateId: EVERY_GATE, actor: null, firmId: row.firmId }, (tx) =>
    tx
      .update(sheetRow)
      .set({
        changedAt: now(),
        ...(content === null
          ? { state: 'dropped' as const }
          : {
              state: 'faulty' as const,
              sealed: seal.seal(row.place, { submission: content.submission, faults }),
            }),
      })
      .where(rowAt(row.firmId, row.importId, row.place)),
  );

async function fileBatch(
  room: FilingRoom,
  known: ImportRow,
  seal: RowSeal,
  rows: readonly Row[],
): Promise<void> {
  const gates = new Map<GateId, Good[]>();
  for (const row of rows) {
    const content = seal.open(row.place, row.sealed);
    const checked = content && checkSubmission(content.submission);
    if (content === null || !checked?.accepted) {
      // The rules have changed since it arrived, or it cannot be opened: a person looks at it.
      await setAside(room, seal, row, content, checked?.faults ?? []);
      continue;
    }
    const { gateId } = checked.accepted;
    gates.set(gateId, [...(gates.get(gateId) ?? []), { row, content, accepted: checked.accepted }]);
  }
  for (const [gateId, good] of gates) await fileAtGate(room, known, seal, gateId, good);
}

async function fileAtGate(
  { db, ring, now }: FilingRoom,
  known: ImportRow,
  seal: RowSeal,
  gateId: GateId,
  good: readonly Good[],
): Promise<void> {
  const { firmId, madeBy } = known;
  await inGate(db, { gateId, actor: madeBy, firmId }, async (tx) => {
    const at = now();
    const filed = await fileCrossings(
      tx,
      gateId,
      good.map(({ row, content, accepted }) => ({
        firmId,
        clientKey: row.clientKey,
        contentHash: hashOf(content.submission),
        accepted,
      })),
      { ring, processes: await readProcesses(tx, gateId), actor: madeBy, now: at },
    );
    const outcomes = good.map(({ row }, index) => ({ row, outcome: filed[index] }));
    const made = outcomes.flatMap(({ row, outcome }) => {
      if (outcome === undefined || outcome.kind === 'twice') return [];
      // Another declaration is under this key: its pass is not this lorry's.
      if (outcome.kind === 'known' && !outcome.sameContent) return [];
      return [{ place: row.place, id: outcome.crossingId }];
    });
    await markFiled(tx, known, gateId, made, at);
    const isMade = new Set(made.map(({ place }) => place));
    for (const { row, content } of good) {
      if (isMade.has(row.place)) continue;
      const sealed = seal.seal(row.place, { submission: content.submission, faults: [TWICE] });
      await tx
        .update(sheetRow)
        .set({ state: 'faulty', sealed, changedAt: at })
        .where(rowAt(row.firmId, row.importId, row.place));
    }
  });
}

/** In one statement: row by row it cost as much as the filing itself. What was typed goes with it (rule 16). */
async function markFiled(
  tx: Transaction,
  known: ImportRow,
  gateId: GateId,
  made: readonly { readonly place: number; readonly id: string }[],
  at: number,
): Promise<void> {
  if (made.length === 0) return;
  const places = listOf(made.map(({ place }) => place));
  const ids = listOf(made.map(({ id }) => id));
  await tx.execute(sql`update ${sheetRow} set state = 'filed', sealed = null, gate_id = ${gateId},
      crossing_id = made.id, changed_at = ${at}
    from unnest(${places}::int[], ${ids}::uuid[]) as made(place, id)
    where sheet_row.firm_id = ${known.firmId} and sheet_row.import_id = ${known.id}
      and sheet_row.place = made.place`);
}
