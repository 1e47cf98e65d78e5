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

/** The queue of a post asks for sightings alone; photographs rest in a table of their own. */
const SECOND = {
  ...FIRST,
  others: 'id crossingId passId body.event.type',
  photos: 'event takenAt',
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
  expect(schema).toEqual(SECOND);
  expect(db.verno).toBe(2);
  db.close();
});
