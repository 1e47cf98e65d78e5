import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { emptyDatabase, isEmpty, markDemonstration, wasInterrupted } from './demonstration';

let database: TestDatabase;
let folder = '';
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'demonstration-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

test('a migrated database is empty until its first event', async () => {
  expect(await isEmpty(database.ownerUrl)).toBe(true);
  const owner = postgres(database.ownerUrl, { max: 1 });
  await owner`insert into event (gate_id, position, device, seq, id, hlc, type, hash, recorded_at, gate_hash, event)
    values ('HN', 1, gen_random_uuid(), 1, gen_random_uuid(), '0', 'x', 'h', 0, 'g', '{}')`;
  await owner.end();
  expect(await isEmpty(database.ownerUrl)).toBe(false);
});

test('a seed that began and did not end is known as interrupted', async () => {
  expect(await wasInterrupted(folder)).toBe(false);
  await markDemonstration(folder, 'under way', new Date(0));
  expect(await wasInterrupted(folder)).toBe(true);
  await markDemonstration(folder, 'done', new Date(0));
  expect(await wasInterrupted(folder)).toBe(false);
});

test('an emptied database has nothing left, not even its tables', async () => {
  await emptyDatabase(database.ownerUrl);
  const owner = postgres(database.ownerUrl, { max: 1 });
  const tables = await owner`select from pg_tables where schemaname = 'public'`;
  await owner.end();
  expect(tables).toHaveLength(0);
});
