import type { Process } from '@/domain/process/process';
import { chainEvent, emptyTail } from '@/domain/sync/chain';
import type { GateEvent } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import type { SignedDocument, Stream } from '@/domain/sync/protocol';
import { inForce, passIdsOf } from './passes-of-crossing';
import {
  type Cursors,
  KEY_VALUES,
  type MetaKey,
  type MetaValues,
  NOTHING_SAID,
  type OtherRow,
  type OwnRow,
  type PassRow,
  type PhotoRow,
  type UseRow,
  ZERO_CURSORS,
} from './rows';
import { firstRun, sendable, settledAck, worthKeeping } from './settle';
import { SIGHTINGS } from './sightings';
import type { Acknowledgement, Dossier, Store, StorePage, Wanted, Writing } from './store';
import { addToUses } from './uses';
import { isAnew, laterMark, newestList, processKey, tailAfter } from './versions';

/** What a memory store holds. Whoever made it may copy it and put it back: a disk restored from an image. */
export type MemoryDisk = {
  readonly meta: { -readonly [K in MetaKey]?: MetaValues[K] };
  readonly own: OwnRow[];
  readonly others: Map<string, OtherRow>;
  readonly passes: Map<string, PassRow>;
  readonly uses: Map<string, UseRow>;
  readonly lists: Map<string, SignedDocument>;
  readonly processes: Map<string, Process>;
  readonly incidents: Map<string, Incident>;
  readonly photos: Map<string, PhotoRow>;
};
export const emptyDisk = (): MemoryDisk => ({
  meta: {},
  own: [],
  others: new Map(),
  passes: new Map(),
  uses: new Map(),
  lists: new Map(),
  processes: new Map(),
  incidents: new Map(),
  photos: new Map(),
});

/**
 * The same store without a disk: for headless tablets and simulations. Each method runs to its end before anything
 * else does, which is what a transaction is here. Stores over one `disk` are tabs of one tablet.
 */
export function memoryStore(disk: MemoryDisk = emptyDisk()): Store {
  const { meta, own, others, passes, uses, lists, processes, incidents, photos } = disk;
  const listeners = new Set<() => void>();

  const changed = () => {
    for (const listener of listeners) listener();
  };
  const ofDevice = () => own.filter((row) => row.dev === meta.tail?.device);
  const above = (seq: number) => ofDevice().filter((row) => row.seq > seq);

  function clear() {
    for (const key of Object.keys(meta) as MetaKey[]) delete meta[key];
    for (const table of [others, passes, uses, lists, processes, incidents]) table.clear();
  }

  function append(writing: Writing): readonly GateEvent[] {
    let tail = meta.tail;
    if (tail === undefined) throw new Error('append before enrolment');
    const chained: GateEvent[] = [];
    for (const { draft, stamp } of writing.entries) {
      const link = chainEvent(tail, draft, stamp);
      tail = link.tail;
      chained.push(link.event);
    }
    const ids = new Set(own.map((row) => row.id));
    const before = ids.size;
    for (const event of chained) ids.add(event.id);
    if (ids.size < before + chained.length) throw new Error('event id twice');
    for (const event of chained) {
      const { device: dev, seq, id, passId } = event;
      const crossingId = event.crossingId ?? passes.get(passId ?? '')?.crossingId ?? null;
      own.push({ dev, seq, id, crossingId, passId, event, verdict: null });
      const use = addToUses(uses.get(passId ?? '') ?? null, event);
      if (use !== null) uses.set(use.passId, use);
    }
    if (writing.photo !== undefined) photos.set(writing.photo.event, writing.photo);
    meta.tail = tail;
    if (writing.seen !== null && !passes.has(writing.seen.passId))
      passes.set(writing.seen.passId, writing.seen);
    changed();
    return chained;
  }

  function acknowledge(ack: Acknowledgement): void {
    if (meta.tail?.device !== ack.device) return;
    const keptAbove = (seq: number) => above(seq)[0]?.seq ?? null;
    const before = meta.ack ?? 0;
    meta.ack = settledAck(before, meta.tail.seq, ack, keptAbove);
    meta.said = { ack: ack.ackSeq, greatest: ack.said ?? 0 };
    if (meta.ack < before) {
      incidents.clear();
      meta.cursors = { ...(meta.cursors ?? ZERO_CURSORS), incidents: 0 };
    }
    for (const verdict of ack.verdicts) {
      const at = own.findIndex((row) => row.dev === ack.device && row.seq === verdict.seq);
      const row = own[at];
      if (row !== undefined) own[at] = { ...row, verdict: worthKeeping(verdict) };
    }
    for (const incident of ack.incidents) incidents.set(incident.id, incident);
    changed();
  }

  function removePass(passId: string): void {
    const gone = passes.get(passId);
    passes.delete(passId);
    const crossing = gone?.crossingId ?? null;
    if (crossing === null || [...passes.values()].some((row) => row.crossingId === crossing)) return;
    for (const row of [...others.values()]) if (row.crossingId === crossing) others.delete(row.id);
  }

  function nameCrossing({ passId, crossingId }: PassRow): void {
    const isUnnamed = (row: OwnRow | OtherRow) => row.passId === passId && row.crossingId === null;
    for (const [at, row] of own.entries()) if (isUnnamed(row)) own[at] = { ...row, crossingId };
    for (const row of others.values()) if (isUnnamed(row)) others.set(row.id, { ...row, crossingId });
  }

  function applyPage(page: StorePage): boolean {
    const cursors: Cursors = meta.cursors ?? ZERO_CURSORS;
    if (cursors[page.stream] !== page.from) return false;
    if (page.generation !== undefined && page.generation !== (meta.generation ?? null)) return false;
    switch (page.stream) {
      case 'passes':
        for (const row of page.upserts) {
          const isNews = (passes.get(row.passId)?.crossingId ?? null) === null;
          passes.set(row.passId, row);
          if (isNews) nameCrossing(row);
        }
        for (const id of page.tombstones) removePass(id);
        break;
      case 'events':
        for (const row of page.upserts) {
          const crossingId = row.crossingId ?? passes.get(row.passId ?? '')?.crossingId ?? null;
          others.set(row.id, { ...row, crossingId });
        }
        if (meta.tail !== undefined) meta.tail = tailAfter(meta.tail, page.seen);
        for (const id of page.tombstones) others.delete(id);
        break;
      case 'lists':
        for (const list of page.upserts) lists.set(list.kind, newestList(lists.get(list.kind) ?? null, list));
        break;
      case 'processes':
        for (const process of page.upserts) processes.set(processKey(process), process);
        for (const key of page.tombstones) processes.delete(key);
        break;
      case 'incidents':
        for (const incident of page.upserts) incidents.set(incident.id, incident);
        for (const id of page.tombstones) incidents.delete(id);
        break;
    }
    meta.cursors = { ...cursors, [page.stream]: page.next };
    const mark = laterMark(meta.mark ?? null, page.mark ?? null);
    if (mark !== null) meta.mark = mark;
    changed();
    return true;
  }

  function dropStream(stream: Stream): void {
    if (stream === 'passes')
      for (const row of [...passes.values()]) if (row.crossingId !== null) passes.delete(row.passId);
    const tables = { passes: null, events: others, lists: null, processes, incidents };
    tables[stream]?.clear();
    meta.cursors = { ...(meta.cursors ?? ZERO_CURSORS), [stream]: 0 };
    delete meta.readToEnd;
    if (isAnew(meta.cursors)) delete meta.mark;
    if (stream === 'events') Object.assign(meta, { ack: 0, said: NOTHING_SAID });
    changed();
  }

  const photosWaiting = () => {
    const aside = new Set<string>(meta.photosAside ?? []);
    return [...photos.keys()].filter((event) => !aside.has(event)).length;
  };

  const known = () => ({
    cursors: meta.cursors ?? ZERO_CURSORS,
    clock: meta.clock ?? null,
    lastExchangeAt: meta.lastExchangeAt ?? null,
  });

  function dossier(wanted: Wanted): Dossier {
    const asked = wanted.passId === null ? null : (passes.get(wanted.passId) ?? null);
    const crossingId = asked?.crossingId ?? wanted.crossingId;
    const ofCrossing = [...passes.values()].filter(
      (row) => crossingId !== null && row.crossingId === crossingId,
    );
    const pass = asked ?? inForce(ofCrossing);
    const passId = wanted.passId ?? pass?.passId ?? null;
    const concerns = (row: OwnRow | OtherRow) =>
      (crossingId !== null && row.crossingId === crossingId) || (passId !== null && row.passId === passId);
    return {
      crossingId,
      pass,
      own: own.filter(concerns),
      others: [...others.values()].filter(concerns),
      uses: passIdsOf(passId, ofCrossing).flatMap((id) => uses.get(id) ?? []),
      known: known(),
    };
  }

  return {
    read: async (key) => meta[key] ?? null,
    write: async (values) => {
      Object.assign(meta, values);
      changed();
    },
    enrol: async (values) => {
      if (above(meta.ack ?? 0).length + photosWaiting() > 0) return 'unsynced';
      clear();
      photos.clear();
      Object.assign(meta, values, {
        tail: emptyTail(values.enrolment.device),
        ack: 0,
        cursors: ZERO_CURSORS,
        generation: crypto.randomUUID(),
      });
      changed();
      return 'enrolled';
    },
    append: async (writing) => append(writing),
    outbox: async (limit) => ({
      device: meta.tail?.device ?? null,
      ...sendable(firstRun(above(meta.ack ?? 0).slice(0, limit)), meta.ack ?? 0),
      ack: meta.ack ?? 0,
      said: meta.said ?? NOTHING_SAID,
      headSeq: meta.tail?.seq ?? 0,
      head: meta.tail?.hash ?? null,
    }),
    standing: async () => {
      const waiting = above(meta.ack ?? 0);
      return {
        headSeq: meta.tail?.seq ?? 0,
        ack: meta.ack ?? 0,
        unsynced: waiting.length,
        oldestUnsynced: waiting[0]?.event ?? null,
        quarantined: own.filter((row) => row.verdict?.kind === 'quarantined').length,
      };
    },
    acknowledge: async (ack) => acknowledge(ack),
    cursors: async () => meta.cursors ?? ZERO_CURSORS,
    applyPage: async (page) => applyPage(page),
    dropStream: async (stream) => dropStream(stream),
    known: async () => known(),
    dossier: async (wanted) => dossier(wanted),
    passes: async (ids) => ids.map((id) => passes.get(id) ?? null),
    passesByKey: async (key, limit) =>
      [...passes.values()].filter((row) => row.keys.includes(key)).slice(0, limit),
    crossingsSeen: async () => {
      const events = [
        ...own.map((row) => ({ row, event: row.event })),
        ...[...others.values()].flatMap((row) =>
          row.body.kind === 'clear' ? [{ row, event: row.body.event }] : [],
        ),
      ];
      const seen = events.filter(({ event }) => SIGHTINGS.some((type) => type === event.type));
      return [...new Set(seen.flatMap(({ row }) => row.crossingId ?? []))];
    },
    ownEvent: async (id) => own.find((row) => row.id === id) ?? null,
    recent: async (limit) => ofDevice().slice(-limit).reverse(),
    lists: async () => [...lists.values()],
    processes: async () => [...processes.values()],
    incidents: async () => [...incidents.values()],
    notices: async () => [...others.values()].filter((row) => row.notice === 'post'),
    nextPhoto: async (but) =>
      [...photos.values()]
        .filter(({ event }) => !but.includes(event))
        .sort((a, b) => a.takenAt - b.takenAt)[0] ?? null,
    photosWaiting: async () => photosWaiting(),
    photoSentTo: async (event, parts) => {
      const row = photos.get(event);
      if (row !== undefined) photos.set(event, { ...row, parts });
    },
    dropPhoto: async (event) => {
      photos.delete(event);
      changed();
    },
    prune: async (beforeWall) => {
      const live = new Set<string | null>(
        [...passes.values()].flatMap((row) => [row.passId, row.crossingId]),
      );
      const stays = (row: OwnRow) =>
        (row.dev === meta.tail?.device && row.seq > (meta.ack ?? 0)) ||
        row.event.wall >= beforeWall ||
        (row.passId !== null && live.has(row.passId)) ||
        (row.crossingId !== null && live.has(row.crossingId));
      const kept = own.filter(stays);
      const gone = own.length - kept.length;
      own.splice(0, own.length, ...kept);
      if (gone > 0) changed();
      return gone;
    },
    forgetEnded: async (before) => {
      const gone = [...passes.values()].filter(({ endedAt }) => endedAt !== undefined && endedAt < before);
      for (const { passId } of gone) removePass(passId);
      const settled = [...incidents.values()].filter(
        ({ resolved }) => resolved !== null && resolved.at < before,
      );
      for (const { id } of settled) incidents.delete(id);
      const count = gone.length + settled.length;
      if (count > 0) changed();
      return count;
    },
    forget: async (what) => {
      for (const table of [others, passes, incidents]) table.clear();
      if (what === 'pulled-and-keys') {
        for (const key of KEY_VALUES) delete meta[key];
        meta.generation = crypto.randomUUID();
      }
      delete meta.readToEnd;
      meta.cursors = { ...(meta.cursors ?? ZERO_CURSORS), passes: 0, events: 0, incidents: 0 };
      changed();
    },
    wipe: async (permission) => {
      if (permission === 'uploaded' && above(meta.ack ?? 0).length + photosWaiting() > 0) return 'unsynced';
      clear();
      photos.clear();
      own.length = 0;
      meta.generation = crypto.randomUUID();
      changed();
      return 'wiped';
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => listeners.clear(),
  };
}
