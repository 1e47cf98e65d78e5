import Dexie from 'dexie';
import { type CrossingId, crossingIdSchema } from '@/domain/shared/identity';
import { emptyTail } from '@/domain/sync/chain';
import {
  acknowledge,
  append,
  countPhotos,
  countUnsynced,
  outbox,
  prune,
  recent,
  standing,
} from './dexie-log';
import { applyPage, dropStream, forgetEnded } from './dexie-pages';
import { inForce, passIdsOf } from './passes-of-crossing';
import { KEY_VALUES, type OtherRow, type OwnRow, ZERO_CURSORS } from './rows';
import { SIGHTINGS } from './sightings';
import type { Dossier, Known, Store, Wanted } from './store';
import { getMeta, getMetas, putMeta, TabletDatabase, troubleOf } from './tablet-database';

const guarded = async <T>(work: () => PromiseLike<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw troubleOf(error);
  }
};

type Concern = { readonly crossingId: string | null; readonly passId: string | null };

/** Two exact index reads, joined by id: an event written before its crossing was known carries the pass alone. */
async function ownConcerning(db: TabletDatabase, { crossingId, passId }: Concern): Promise<OwnRow[]> {
  const [ofCrossing, ofPass] = await Promise.all([
    crossingId === null ? [] : db.events.where('crossingId').equals(crossingId).toArray(),
    passId === null ? [] : db.events.where('passId').equals(passId).toArray(),
  ]);
  return [...new Map([...ofCrossing, ...ofPass].map((row) => [row.id, row])).values()];
}
async function othersConcerning(db: TabletDatabase, { crossingId, passId }: Concern): Promise<OtherRow[]> {
  const [ofCrossing, ofPass] = await Promise.all([
    crossingId === null ? [] : db.others.where('crossingId').equals(crossingId).toArray(),
    passId === null ? [] : db.others.where('passId').equals(passId).toArray(),
  ]);
  return [...new Map([...ofCrossing, ...ofPass].map((row) => [row.id, row])).values()];
}

async function known(db: TabletDatabase): Promise<Known> {
  const [cursors, clock, lastExchangeAt] = await getMetas(db, ['cursors', 'clock', 'lastExchangeAt']);
  return { cursors: cursors ?? ZERO_CURSORS, clock, lastExchangeAt };
}

const dossier = (db: TabletDatabase, wanted: Wanted): PromiseLike<Dossier> =>
  db.transaction('r', [db.meta, db.events, db.others, db.passes, db.uses], async () => {
    const asked = wanted.passId === null ? undefined : await db.passes.get(wanted.passId);
    const crossingId = asked?.crossingId ?? wanted.crossingId;
    const [ofCrossing, freshness] = await Promise.all([
      crossingId === null ? [] : db.passes.where('crossingId').equals(crossingId).toArray(),
      known(db),
    ]);
    const pass = asked ?? inForce(ofCrossing);
    const passId = wanted.passId ?? pass?.passId ?? null;
    const [own, others, uses] = await Promise.all([
      ownConcerning(db, { crossingId, passId }),
      othersConcerning(db, { crossingId, passId }),
      db.uses.bulkGet(passIdsOf(passId, ofCrossing)),
    ]);
    return { crossingId, pass, own, others, uses: uses.flatMap((row) => row ?? []), known: freshness };
  });

/** Index reads only: sealed rows are not opened for it. A tick with a note is sealed, and its scan is not. */
const crossingsSeen = (db: TabletDatabase): PromiseLike<readonly CrossingId[]> =>
  db.transaction('r', [db.events, db.others], async () => {
    const own = await db.events.orderBy('crossingId').uniqueKeys();
    const others = await db.others
      .where('body.event.type')
      .anyOf([...SIGHTINGS])
      .toArray();
    const ids = [...own.map(String), ...others.flatMap((row) => row.crossingId ?? [])];
    return [...new Set(ids)].map((id) => crossingIdSchema.parse(id));
  });

/** The store on a tablet's disk. */
export function dexieStore(name: string): Store {
  const db = new TabletDatabase(name);
  const pulled = [db.meta, db.others, db.passes, db.uses, db.lists, db.processes, db.incidents];
  const clear = () => Promise.all(pulled.map((table) => table.clear()));

  const enrol: Store['enrol'] = (values) =>
    guarded(() =>
      db.transaction('rw', [...pulled, db.events, db.photos], async () => {
        if ((await countUnsynced(db)) > 0) return 'unsynced';
        // Photographs that are left are those nobody waits for.
        await Promise.all([clear(), db.photos.clear()]);
        const tail = emptyTail(values.enrolment.device);
        const generation = crypto.randomUUID();
        await putMeta(db, { ...values, tail, ack: 0, cursors: ZERO_CURSORS, generation });
        return 'enrolled';
      }),
    );

  const wipe: Store['wipe'] = (permission) =>
    guarded(() =>
      db.transaction('rw', [...pulled, db.events, db.photos], async () => {
        if (permission === 'uploaded' && (await countUnsynced(db)) > 0) return 'unsynced';
        await Promise.all([clear(), db.events.clear(), db.photos.clear()]);
        await putMeta(db, { generation: crypto.randomUUID() });
        return 'wiped';
      }),
    );

  const forget: Store['forget'] = (what) =>
    guarded(() =>
      db.transaction('rw', pulled, async () => {
        await Promise.all([db.others.clear(), db.passes.clear(), db.incidents.clear()]);
        const keys = what === 'pulled-and-keys' ? KEY_VALUES : [];
        await db.meta.bulkDelete(['readToEnd', ...keys]);
        if (what === 'pulled-and-keys') await putMeta(db, { generation: crypto.randomUUID() });
        const cursors = (await getMeta(db, 'cursors')) ?? ZERO_CURSORS;
        await putMeta(db, { cursors: { ...cursors, passes: 0, events: 0, incidents: 0 } });
      }),
    );

  return {
    read: (key) => guarded(() => getMeta(db, key)),
    write: (values) => guarded(() => putMeta(db, values)),
    enrol,
    append: (writing) => guarded(() => append(db, writing)),
    outbox: (limit) => guarded(() => outbox(db, limit)),
    standing: () => guarded(() => standing(db)),
    acknowledge: (ack) => guarded(() => acknowledge(db, ack)),
    cursors: () => guarded(async () => (await getMeta(db, 'cursors')) ?? ZERO_CURSORS),
    applyPage: (page) => guarded(() => applyPage(db, page)),
    dropStream: (stream) => guarded(() => dropStream(db, stream)),
    known: () => guarded(() => known(db)),
    dossier: (wanted) => guarded(() => dossier(db, wanted)),
    passes: (ids) => guarded(async () => (await db.passes.bulkGet([...ids])).map((row) => row ?? null)),
    passesByKey: (key, limit) => guarded(() => db.passes.where('keys').equals(key).limit(limit).toArray()),
    crossingsSeen: () => guarded(() => crossingsSeen(db)),
    ownEvent: (id) => guarded(async () => (await db.events.where('id').equals(id).first()) ?? null),
    recent: (limit) => guarded(() => recent(db, limit)),
    lists: () => guarded(() => db.lists.toArray()),
    processes: () => guarded(async () => (await db.processes.toArray()).map((row) => row.process)),
    incidents: () => guarded(() => db.incidents.toArray()),
    notices: () => guarded(() => db.others.where('notice').equals('post').toArray()),
    nextPhoto: (but) =>
      guarded(
        async () =>
          (await db.photos
            .orderBy('takenAt')
            .filter(({ event }) => !but.includes(event))
            .first()) ?? null,
      ),
    photosWaiting: () => guarded(() => db.transaction('r', [db.meta, db.photos], () => countPhotos(db))),
    photoSentTo: (event, parts) => guarded(async () => void (await db.photos.update(event, { parts }))),
    dropPhoto: (event) => guarded(() => db.photos.delete(event)),
    prune: (beforeWall) => guarded(() => prune(db, beforeWall)),
    forgetEnded: (before) => guarded(() => forgetEnded(db, before)),
    forget,
    wipe,
    subscribe: (listener) => {
      // Dexie tells of changes made in other tabs as well.
      const prefix = `idb://${name}/`;
      const heard = (parts: Record<string, unknown>) => {
        if (Object.keys(parts).some((part) => part.startsWith(prefix))) listener();
      };
      Dexie.on('storagemutated', heard);
      return () => Dexie.on.storagemutated.unsubscribe(heard);
    },
    close: () => db.close(),
  };
}
