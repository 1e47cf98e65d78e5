import type { Hlc } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import type { Stream } from '@/domain/sync/protocol';
import { NOTHING_SAID, type OtherRow, type OwnRow, type PassRow, ZERO_CURSORS } from './rows';
import type { StorePage } from './store';
import { getMeta, putMeta, type TabletDatabase } from './tablet-database';
import { isAnew, laterMark, newestList, processKey, tailAfter } from './versions';

/** What the centre sends, on disk: page and cursor in one transaction (OF-10). */

const pulledTables = (db: TabletDatabase) => [
  db.meta,
  db.events,
  db.others,
  db.passes,
  db.lists,
  db.processes,
  db.incidents,
];

async function removePasses(db: TabletDatabase, ids: readonly string[]): Promise<void> {
  const rows = await db.passes.bulkGet([...ids]);
  await db.passes.bulkDelete([...ids]);
  for (const crossing of rows.flatMap((row) => row?.crossingId ?? [])) {
    if ((await db.passes.where('crossingId').equals(crossing).count()) > 0) continue;
    await db.others.where('crossingId').equals(crossing).delete();
  }
}

/**
 * An event that names a pass alone was written where nobody knew its crossing. As soon as the pass is known here it is
 * found by the crossing, whatever pass that has by then.
 */
async function nameCrossings(db: TabletDatabase, told: readonly PassRow[]): Promise<void> {
  const before = await db.passes.bulkGet(told.map(({ passId }) => passId));
  const isNews = (row: PassRow | undefined) =>
    (row?.crossingId ?? null) === null || row?.isDead === undefined;
  const crossingOf = new Map(
    told.filter((_, at) => isNews(before[at])).map((row) => [row.passId, row.crossingId]),
  );
  const passIds = [...crossingOf.keys()];
  const named = <R extends OwnRow | OtherRow>(rows: readonly R[]): R[] =>
    rows.flatMap((row) =>
      row.crossingId !== null || row.passId === null
        ? []
        : [{ ...row, crossingId: crossingOf.get(row.passId) ?? null }],
    );
  // Pass by pass, which reads each one's rows at once: a cursor over all of them would hold up a scan.
  if ((await db.events.count()) > 0) {
    const own = await Promise.all(passIds.map((id) => db.events.where('passId').equals(id).toArray()));
    await db.events.bulkPut(named(own.flat()));
  }
  if ((await db.others.count()) > 0) {
    const others = await Promise.all(passIds.map((id) => db.others.where('passId').equals(id).toArray()));
    await db.others.bulkPut(named(others.flat()));
  }
}

/** The same for what comes when the pass is known already. */
async function withCrossings(db: TabletDatabase, rows: readonly OtherRow[]): Promise<readonly OtherRow[]> {
  const passIds = [...new Set(rows.flatMap((row) => (row.crossingId === null ? (row.passId ?? []) : [])))];
  if (passIds.length === 0) return rows;
  const passes = await db.passes.bulkGet(passIds);
  const crossingOf = new Map(
    passes.flatMap((row) => (row === undefined ? [] : [[row.passId, row.crossingId]])),
  );
  return rows.map((row) =>
    row.crossingId !== null || row.passId === null
      ? row
      : { ...row, crossingId: crossingOf.get(row.passId) ?? null },
  );
}

async function hearClock(db: TabletDatabase, seen: Hlc | null): Promise<void> {
  const tail = await getMeta(db, 'tail');
  if (tail !== null && seen !== null) await putMeta(db, { tail: tailAfter(tail, seen) });
}

async function writePage(db: TabletDatabase, page: StorePage): Promise<void> {
  switch (page.stream) {
    case 'passes':
      await nameCrossings(db, page.upserts);
      await db.passes.bulkPut([...page.upserts]);
      return removePasses(db, page.tombstones);
    case 'events':
      await db.others.bulkPut([...(await withCrossings(db, page.upserts))]);
      await hearClock(db, page.seen);
      return db.others.bulkDelete([...page.tombstones]);
    case 'lists':
      for (const list of page.upserts)
        await db.lists.put(newestList((await db.lists.get(list.kind)) ?? null, list));
      return;
    case 'processes':
      await db.processes.bulkPut(page.upserts.map((process) => ({ key: processKey(process), process })));
      return db.processes.bulkDelete([...page.tombstones]);
    case 'incidents':
      await db.incidents.bulkPut([...page.upserts]);
      return db.incidents.bulkDelete([...page.tombstones]);
  }
}

export const applyPage = (db: TabletDatabase, page: StorePage) =>
  db.transaction('rw', pulledTables(db), async () => {
    const cursors = (await getMeta(db, 'cursors')) ?? ZERO_CURSORS;
    if (cursors[page.stream] !== page.from) return false;
    if (page.generation !== undefined && page.generation !== (await getMeta(db, 'generation'))) return false;
    await writePage(db, page);
    const mark = laterMark(await getMeta(db, 'mark'), page.mark ?? null);
    await putMeta(db, {
      cursors: { ...cursors, [page.stream]: page.next },
      ...(mark === null ? {} : { mark }),
    });
    return true;
  });

/** Between two of these a scan gets its turn. */
const FORGOTTEN_AT_ONCE = 100;

export const forgetEnded = (db: TabletDatabase, before: number) =>
  db.transaction('rw', [db.passes, db.others, db.incidents], async () => {
    const ids = await db.passes.where('endedAt').below(before).limit(FORGOTTEN_AT_ONCE).primaryKeys();
    await removePasses(db, ids);
    const settled = ({ resolved }: Incident) => resolved !== null && resolved.at < before;
    const incidents = await db.incidents.filter(settled).limit(FORGOTTEN_AT_ONCE).primaryKeys();
    await db.incidents.bulkDelete(incidents);
    return ids.length + incidents.length;
  });

export const dropStream = (db: TabletDatabase, stream: Stream) =>
  db.transaction('rw', pulledTables(db), async () => {
    if (stream === 'passes') await db.passes.where('crossingId').above('').delete();
    const { others: events, processes, incidents } = db;
    const tables = { passes: null, events, lists: null, processes, incidents };
    await tables[stream]?.clear();
    const cursors = { ...((await getMeta(db, 'cursors')) ?? ZERO_CURSORS), [stream]: 0 };
    await putMeta(db, { cursors });
    await db.meta.delete('readToEnd');
    if (isAnew(cursors)) await db.meta.delete('mark');
    if (stream === 'events') await putMeta(db, { ack: 0, said: NOTHING_SAID });
  });
