import Dexie, { type Table } from 'dexie';
import type { Process } from '@/domain/process/process';
import type { Incident } from '@/domain/sync/incident';
import type { SignedDocument } from '@/domain/sync/protocol';
import type { MetaKey, MetaValues, OtherRow, OwnRow, PassRow, PhotoRow, UseRow } from './rows';
import { StoreTrouble } from './trouble';

export type ProcessRow = { readonly key: string; readonly process: Process };
export type MetaRow = {
  readonly [K in MetaKey]: { readonly key: K; readonly value: MetaValues[K] };
}[MetaKey];

/**
 * IndexedDB tables. A change of indexes is a new `version()` below the others, never an edit: tablets carry unsynced
 * events across updates (OF-16).
 */
export class TabletDatabase extends Dexie {
  declare readonly meta: Table<MetaRow, MetaKey>;
  declare readonly events: Table<OwnRow, [string, number]>;
  declare readonly others: Table<OtherRow, string>;
  declare readonly passes: Table<PassRow, string>;
  declare readonly uses: Table<UseRow, string>;
  declare readonly lists: Table<SignedDocument, string>;
  declare readonly processes: Table<ProcessRow, string>;
  declare readonly incidents: Table<Incident, string>;
  declare readonly photos: Table<PhotoRow, string>;

  constructor(name: string) {
    // Strict: a resolved write survives the power going off (OF-5). Chromium's default does not.
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      meta: '&key',
      events: '[dev+seq], &id, crossingId, passId, verdict.kind',
      others: '&id, crossingId, passId',
      passes: '&passId, crossingId, *keys',
      uses: '&passId',
      lists: '&kind',
      processes: '&key',
      incidents: '&id',
    });
    this.version(2).stores({
      others: '&id, crossingId, passId, body.event.type',
      photos: '&event, takenAt',
    });
    this.version(3).stores({ others: '&id, crossingId, passId, body.event.type, notice' });
    // Of rows that lie there, sealed, nobody can say when their crossing ended: passes are read once more from the beginning.
    this.version(4)
      .stores({ passes: '&passId, crossingId, *keys, endedAt' })
      .upgrade(async (tx) => {
        const meta = tx.table<MetaRow, MetaKey>('meta');
        const cursors = await meta.get('cursors');
        if (cursors?.key === 'cursors')
          await meta.put({ ...cursors, value: { ...cursors.value, passes: 0 } });
      });
    // Which of a crossing's passes is in force stood sealed, and why an incident was resolved stood open: both are read anew.
    this.version(5)
      .stores({})
      .upgrade(async (tx) => {
        await tx.table('incidents').clear();
        const meta = tx.table<MetaRow, MetaKey>('meta');
        const cursors = await meta.get('cursors');
        if (cursors?.key === 'cursors')
          await meta.put({ ...cursors, value: { ...cursors.value, passes: 0, incidents: 0 } });
      });
  }
}

/** Own events after `seq`, in their order. */
export const ownAbove = (db: TabletDatabase, dev: string, seq: number) =>
  db.events.where('[dev+seq]').between([dev, seq], [dev, Dexie.maxKey], false, true);

export async function getMeta<K extends MetaKey>(db: TabletDatabase, key: K): Promise<MetaValues[K] | null> {
  const row = await db.meta.get(key);
  return row === undefined ? null : (row.value as MetaValues[K]);
}

/** In one request. */
export async function getMetas<const K extends readonly MetaKey[]>(
  db: TabletDatabase,
  keys: K,
): Promise<{ -readonly [I in keyof K]: MetaValues[K[I]] | null }> {
  const rows = await db.meta.bulkGet([...keys]);
  return rows.map((row) => row?.value ?? null) as { -readonly [I in keyof K]: MetaValues[K[I]] | null };
}

export async function putMeta(db: TabletDatabase, values: Partial<MetaValues>): Promise<void> {
  await db.meta.bulkPut(Object.entries(values).map(([key, value]) => ({ key, value }) as MetaRow));
}

const QUOTA = 'QuotaExceededError';
const GONE = new Set([
  'DatabaseClosedError',
  'InvalidStateError',
  'UnknownError',
  'OpenFailedError',
  'NotFoundError',
]);

/** Dexie reports a full disk as AbortError with an inner QuotaExceededError (OF-17). */
export function troubleOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const inner: unknown = 'inner' in error ? error.inner : null;
  const innerName = inner instanceof Error || inner instanceof DOMException ? inner.name : null;
  if (error.name === QUOTA || innerName === QUOTA) return new StoreTrouble('full', error);
  if (GONE.has(error.name) || (innerName !== null && GONE.has(innerName)))
    return new StoreTrouble('gone', error);
  return error;
}
