import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '@/db/client';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { readiness } from './health';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('ready when the database answers the application and its migrations are in', async () => {
  expect(await readiness(database.app)).toEqual({ kind: 'ready' });
});

test('not ready while the newest migration is missing, and while none is in', async () => {
  await database.owner.execute(
    sql`delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`,
  );
  expect(await readiness(database.app)).toEqual({ kind: 'not-ready', reason: 'migrations' });
  await database.owner.execute(sql`drop schema drizzle cascade`);
  expect(await readiness(database.app)).toEqual({ kind: 'not-ready', reason: 'migrations' });
});

test('not ready when nobody answers', async () => {
  const nobody = openDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 });
  expect(await readiness(nobody.db)).toEqual({ kind: 'not-ready', reason: 'database' });
  await nobody.close();
});
