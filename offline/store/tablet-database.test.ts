import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { deviceNo, enrolSample, passNo, scanDraft, writeOne } from '../testing/samples';
import { dexieStore } from './dexie-store';
import { ZERO_CURSORS } from './rows';
import { TabletDatabase } from './tablet-database';

/** What tablets in the field have. A change of indexes adds a version below these and a line here; none is edited. */
const FIRST = {
  meta: 'key',
  events: '[dev+seq] &id crossingId passId verdict.kind',
  others: 'id crossingId passId',
  passes: 'passId crossingId *keys',
  uses: 'passId',
  lists: 'kind',
  processes: 'key',
  incidents: 'id',
};

/** The queue of a post asks for sightings alone; photographs rest in a table of their own. */
const SECOND = {
  ...FIRST,
  others: 'id crossingId passId body.event.type',
  photos: 'event takenAt',
};

/** Words to the whole post are looked up as such (OF-64). */
const THIRD = { ...SECOND, others: `${SECOND.others} notice` };

/** Vehicles that left are let go of by when they left (OF-77). */
const FOURTH = { ...THIRD, passes: `${FIRST.passes} endedAt` };

test("OF-16 the store's first schema is never edited, only a version added", async () => {
  const db = new TabletDatabase('schema');
  await db.open();
  const schema = Object.fromEntries(
    db.tables.map(({ name, schema: { primKey, indexes } }) => [
      name,
      [primKey, ...indexes].map(({ src }) => src).join(' '),
    ]),
  );
  expect(schema).toEqual(FOURTH);
  expect(db.verno).toBe(5);
  db.close();
});

test('OF-16 a version that is added below the others finds every unsent event of the first', async () => {
  class Next extends TabletDatabase {
    constructor(name: string) {
      super(name);
      this.version(99).stores({ others: '&id, crossingId, passId, body.kind', later: '&id' });
    }
  }
  const written = dexieStore('upgraded');
  await enrolSample(written, deviceNo(1));
  for (const n of [1, 2, 3]) await writeOne(written, scanDraft(passNo(n)));
  const before = await written.outbox(9);
  written.close();

  const next = new Next('upgraded');
  await next.open();
  expect(next.verno).toBe(99);
  expect((await next.events.toArray()).map((row) => row.event)).toEqual(before.events);
  expect(await next.meta.get('tail')).toBeDefined();
  next.close();
});

test('OF-16 a tablet of the first schema has its old rows found by the new index', async () => {
  const old = new Dexie('upgraded-with-rows');
  old
    .version(1)
    .stores(
      Object.fromEntries(Object.entries(FIRST).map(([table, keys]) => [table, keys.split(' ').join(', ')])),
    );
  await old
    .table('others')
    .add({ id: 'o', crossingId: 'c', body: { kind: 'clear', event: { type: 'pass.scanned' } } });
  await old
    .table('incidents')
    .add({ id: 'i', resolved: { reason: '12C-123.45 looked at', by: null, at: 1 } });
  await old
    .table('meta')
    .add({ key: 'cursors', value: { ...ZERO_CURSORS, passes: 7, events: 9, incidents: 3 } });
  old.close();
  const db = new TabletDatabase('upgraded-with-rows');
  expect(await db.others.where('body.event.type').equals('pass.scanned').count()).toBe(1);
  expect(await db.photos.count()).toBe(0);
  // What a supervisor wrote about a vehicle lies there in the open no more (OF-19).
  expect(await db.incidents.count()).toBe(0);
  // When the crossing of an old row ended nobody can say: passes are read once more.
  expect(await db.meta.get('cursors')).toEqual({
    key: 'cursors',
    value: { ...ZERO_CURSORS, passes: 0, events: 9 },
  });
  db.close();
});
