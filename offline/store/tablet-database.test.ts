import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
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
