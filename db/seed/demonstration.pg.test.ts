import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import type { Stored } from '@/server/declaration/store-rows';
import { seedDemonstration } from './demonstration';

/** 22 November 2026, 09:00 in Hà Nội. */
const NOW = new Date(Date.UTC(2026, 10, 22, 2));

let database: TestDatabase;
let dataDir: string;
let stored: Stored;
let seconds: number;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'gate-demo-'));
  const began = performance.now();
  stored = await seedDemonstration(database.ownerUrl, { dataDir, now: NOW });
  seconds = (performance.now() - began) / 1000;
}, 120_000);
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

const one = async (query: ReturnType<typeof sql>) => {
  const [row] = await database.owner.execute<Record<string, unknown>>(query);
  return row ?? {};
};

test('every row of the day is a declaration with a pass or a draft of its firm', async () => {
  console.info(`demonstration: ${JSON.stringify(stored)} in ${seconds.toFixed(1)} s`);
  expect(stored.declared + stored.drafts).toBe(1429);
  expect(stored.drafts).toBeGreaterThan(50);
  expect(stored.known).toBe(0);
  expect(await one(sql`select count(*)::int as n from crossing`)).toEqual({ n: stored.declared });
  expect(await one(sql`select count(*)::int as n from pass where status = 'live'`)).toEqual({
    n: stored.declared,
  });
  expect(await one(sql`select count(*)::int as n from draft`)).toEqual({ n: stored.drafts });
  expect(await one(sql`select count(distinct gate_id)::int as n from crossing`)).toEqual({ n: 4 });
  // The log knows a process for each: nobody waits for a document that does not exist.
  expect(await one(sql`select count(*)::int as n from crossing where flags <> '{}'`)).toEqual({ n: 0 });
});

test('the day is today in Hà Nội, and its hours are as they were', async () => {
  expect(
    await one(sql`
      select count(*)::int as other_days from crossing
      where (to_timestamp(planned_arrival_at / 1000) at time zone 'Asia/Ho_Chi_Minh')::date <> '2026-11-22'`),
  ).toEqual({ other_days: 0 });
});

test('no name, paper or phone lies in clear in the database', async () => {
  const day = await readFile(new URL('./data/day-2024-08-29.csv', import.meta.url), 'utf8');
  const people = day
    .split('\n')
    .slice(1, 40)
    .map((line) => line.split(','))
    .flatMap((cells) => [cells[8] ?? '', cells[9] ?? '', cells[10] ?? ''])
    .filter((text) => text.length > 5);
  expect(people.length).toBeGreaterThan(60);
  const { text } = await one(sql`
    select coalesce(string_agg(row, ''), '') as text from (
      select event.event::text as row from event union all select crossing::text from crossing
      union all select sealed from draft union all select name from firm) as rows`);
  expect(people.filter((value) => String(text).includes(value))).toEqual([]);
});

test('one sign-in per role lies in the data folder, for its owner only', async () => {
  const file = join(dataDir, 'demo-sign-ins.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const signIns = JSON.parse(await readFile(file, 'utf8')) as { role: string; password: string }[];
  expect(new Set(signIns.map((entry) => entry.role))).toEqual(
    new Set(['declarant', 'owner', 'officer', 'supervisor', 'manager']),
  );
  expect(new Set(signIns.map((entry) => entry.password)).size).toBe(signIns.length);
  expect(await one(sql`select count(*)::int as n from person`)).toEqual({ n: signIns.length });
  // The declarant has something to correct and something under way.
  const own = await one(sql`
    select (select count(*)::int from draft d where d.firm_id = p.firm_id) as drafts,
           (select count(*)::int from filing f where f.firm_id = p.firm_id) as filings
    from person p where role = 'declarant'`);
  expect(own.drafts).toBeGreaterThan(0);
});

test('run again, it changes nothing', async () => {
  const again = await seedDemonstration(database.ownerUrl, { dataDir, now: NOW });
  expect(again).toEqual({ declared: 0, drafts: 0, known: 1429 });
  expect(await one(sql`select count(*)::int as n from crossing`)).toEqual({ n: stored.declared });
});
