import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { deviceNo, enrolSample, passNo, scanDraft, writeOne } from '../testing/samples';
import { dexieStore } from './dexie-store';
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

test("OF-16 the store's first schema is never edited, only a version added", async () => {
  const db = new TabletDatabase('schema');
  await db.open();
  const schema = Object.fromEntries(
    db.tables.map(({ name, schema: { primKey, indexes } }) => [
      name,
      [primKey, ...indexes].map(({ src }) => src).join(' '),
    ]),
  );
  expect(schema).toEqual(FIRST);
  expect(db.verno).toBe(1);
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
