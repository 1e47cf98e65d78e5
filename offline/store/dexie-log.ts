import Dexie from 'dexie';
import { chainEvent } from '@/domain/sync/chain';
import type { GateEvent } from '@/domain/sync/event';
import { NOTHING_SAID, type OwnRow, ZERO_CURSORS } from './rows';
import { firstRun, sendable, settledAck, worthKeeping } from './settle';
import type { Acknowledgement, Outbox, Standing, Writing } from './store';
import { getMeta, ownAbove, putMeta, type TabletDatabase } from './tablet-database';
import { addToUses } from './uses';

/** The device's own chain on disk. Nothing but Dexie is awaited inside a transaction: anything else would end it. */

/** But for those that the centre has no event for (OF-72). */
export async function countPhotos(db: TabletDatabase): Promise<number> {
  const aside = (await getMeta(db, 'photosAside')) ?? [];
  const all = await db.photos.count();
  return aside.length === 0 ? all : all - (await db.photos.where('event').anyOf(aside).count());
}

/** What a new enrolment or a wipe waits for (OF-18): events and photographs the centre does not have. */
export async function countUnsynced(db: TabletDatabase): Promise<number> {
  const tail = await getMeta(db, 'tail');
  const photos = await countPhotos(db);
  return tail === null
    ? 0
    : photos + (await ownAbove(db, tail.device, (await getMeta(db, 'ack')) ?? 0).count());
}

/** A pass that became known between the reading and the writing names the crossing all the same. */
async function rowOf(db: TabletDatabase, event: GateEvent): Promise<OwnRow> {
  const { device: dev, seq, id, passId } = event;
  const known = event.crossingId === null && passId !== null ? await db.passes.get(passId) : undefined;
  const crossingId = event.crossingId ?? known?.crossingId ?? null;
  return { dev, seq, id, crossingId, passId, event, verdict: null };
}

export const append = (db: TabletDatabase, writing: Writing) =>
  db.transaction('rw', [db.meta, db.events, db.uses, db.passes, db.photos], async () => {
    let tail = await getMeta(db, 'tail');
    if (tail === null) throw new Error('append before enrolment');
    const chained: GateEvent[] = [];
    for (const { draft, stamp } of writing.entries) {
      // Synchronous hashing: awaiting WebCrypto here would end the transaction (OF-5).
      const link = chainEvent(tail, draft, stamp);
      tail = link.tail;
      chained.push(link.event);
    }
    const rows = await Promise.all(chained.map((event) => rowOf(db, event)));
    await Promise.all([db.events.bulkAdd(rows), putMeta(db, { tail })]);
    for (const event of chained) {
      if (event.type !== 'step.confirmed' && event.type !== 'event.undone') continue;
      const use = addToUses((await db.uses.get(event.passId ?? '')) ?? null, event);
      if (use !== null) await db.uses.put(use);
    }
    if (writing.photo !== undefined) await db.photos.add(writing.photo);
    const { seen } = writing;
    if (seen !== null && (await db.passes.get(seen.passId)) === undefined) await db.passes.add(seen);
    return chained;
  });

export const outbox = (db: TabletDatabase, limit: number): PromiseLike<Outbox> =>
  db.transaction('r', [db.meta, db.events], async () => {
    const [tail, ack] = [await getMeta(db, 'tail'), (await getMeta(db, 'ack')) ?? 0];
    if (tail === null)
      return { device: null, events: [], from: ack + 1, ack, said: NOTHING_SAID, headSeq: 0, head: null };
    const rows = await ownAbove(db, tail.device, ack).limit(limit).toArray();
    return {
      device: tail.device,
      ...sendable(firstRun(rows), ack),
      ack,
      said: (await getMeta(db, 'said')) ?? NOTHING_SAID,
      headSeq: tail.seq,
      head: tail.hash,
    };
  });

export const standing = (db: TabletDatabase): PromiseLike<Standing> =>
  db.transaction('r', [db.meta, db.events], async () => {
    const [tail, ack] = [await getMeta(db, 'tail'), (await getMeta(db, 'ack')) ?? 0];
    const quarantined = await db.events.where('verdict.kind').equals('quarantined').count();
    if (tail === null) return { headSeq: 0, ack, unsynced: 0, oldestUnsynced: null, quarantined };
    const waiting = ownAbove(db, tail.device, ack);
    const [unsynced, oldest] = [await waiting.count(), await waiting.first()];
    return { headSeq: tail.seq, ack, unsynced, oldestUnsynced: oldest?.event ?? null, quarantined };
  });

export const acknowledge = (db: TabletDatabase, ack: Acknowledgement) =>
  db.transaction('rw', [db.meta, db.events, db.incidents], async () => {
    const tail = await getMeta(db, 'tail');
    if (tail === null || tail.device !== ack.device) return;
    const before = (await getMeta(db, 'ack')) ?? 0;
    const judged = await db.events.bulkGet(ack.verdicts.map((verdict) => [ack.device, verdict.seq]));
    const rows = judged.flatMap((row, at) => {
      const verdict = worthKeeping(ack.verdicts[at]);
      return row === undefined || verdict?.kind === row.verdict?.kind ? [] : [{ ...row, verdict }];
    });
    if (rows.length > 0) await db.events.bulkPut(rows);
    // It passes judged events alone: one more than those are looked at, and no more is nothing more.
    const keys = await ownAbove(db, ack.device, ack.rewind ? Math.min(before, ack.ackSeq) : before)
      .limit(ack.verdicts.length + 1)
      .primaryKeys();
    const kept = keys.map(([, seq]) => seq);
    const keptAbove = (seq: number) => kept.find((next) => next > seq) ?? null;
    const settled = settledAck(before, tail.seq, ack, keptAbove);
    await putMeta(db, { ack: settled, said: { ack: ack.ackSeq, greatest: ack.said ?? 0 } });
    if (settled < before) {
      await db.incidents.clear();
      await putMeta(db, { cursors: { ...((await getMeta(db, 'cursors')) ?? ZERO_CURSORS), incidents: 0 } });
    }
    await db.incidents.bulkPut([...ack.incidents]);
  });

export async function recent(db: TabletDatabase, limit: number): Promise<readonly OwnRow[]> {
  const tail = await getMeta(db, 'tail');
  return tail === null ? [] : ownAbove(db, tail.device, 0).reverse().limit(limit).toArray();
}

/** Rows that are looked at in one go: a tablet that was away for weeks holds tens of thousands. */
const PRUNED_AT_ONCE = 500;
const FIRST_KEY = [Dexie.minKey, Dexie.minKey];

/** Of the ids these rows name, those of a pass that is on board (OF-9). */
async function liveIds(db: TabletDatabase, rows: readonly OwnRow[]): Promise<ReadonlySet<string | null>> {
  const passIds = [...new Set(rows.flatMap((row) => row.passId ?? []))];
  const crossingIds = [...new Set(rows.flatMap((row) => row.crossingId ?? []))];
  const [ofPasses, ofCrossings] = await Promise.all([
    db.passes.where('passId').anyOf(passIds).primaryKeys(),
    db.passes.where('crossingId').anyOf(crossingIds).uniqueKeys(),
  ]);
  return new Set<string | null>([...ofPasses, ...ofCrossings.map(String)]);
}

/** Ends at the first page without an old row: numbers follow time, and what is kept too long harms nobody. */
export const prune = (db: TabletDatabase, beforeWall: number) =>
  db.transaction('rw', [db.meta, db.events, db.passes], async () => {
    const [tail, ack] = [await getMeta(db, 'tail'), (await getMeta(db, 'ack')) ?? 0];
    const isDone = (row: OwnRow) =>
      (row.dev !== tail?.device || row.seq <= ack) && row.event.wall < beforeWall;
    let pruned = 0;
    let after: readonly unknown[] = FIRST_KEY;
    for (;;) {
      const page = await db.events.where('[dev+seq]').above(after).limit(PRUNED_AT_ONCE).toArray();
      const last = page.at(-1);
      const old = page.filter(isDone);
      if (last === undefined || old.length === 0) return pruned;
      after = [last.dev, last.seq];
      const live = await liveIds(db, old);
      const gone = old.filter(({ passId, crossingId }) => !live.has(passId) && !live.has(crossingId));
      await db.events.bulkDelete(gone.map((row) => [row.dev, row.seq]));
      pruned += gone.length;
    }
  });
