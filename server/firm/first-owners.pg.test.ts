import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firm, person } from '@/db/schema/account';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';

/** Accounts of before firms had roles: what migration 0012 makes of them, in its own words. */
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('FM-2 the first declarant of each firm becomes its owner, the others stay', async () => {
  const id = (number: number) => `019aa000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  const [one, two] = [id(1), id(2)];
  for (const firmId of [one, two])
    await database.owner.insert(firm).values({ id: firmId, name: firmId, createdAt: new Date(0) });
  const people = [
    // A disabled account would leave a firm to nobody.
    { id: id(10), firmId: one, createdAt: 1, disabledAt: new Date(5) },
    { id: id(11), firmId: one, createdAt: 2 },
    { id: id(12), firmId: one, createdAt: 3 },
    { id: id(13), firmId: two, createdAt: 9 },
    { id: id(14), firmId: null, createdAt: 1 },
  ];
  for (const { createdAt, ...each } of people)
    await database.owner.insert(person).values({
      ...each,
      name: each.id,
      email: `${each.id}@firm.example`,
      role: 'declarant',
      createdAt: new Date(createdAt),
      updatedAt: new Date(createdAt),
    });
  const text = await readFile('db/migrations/0012_firms.sql', 'utf8');
  const statement = text
    .split('--> statement-breakpoint')
    .find((part) => part.includes(`SET "role" = 'owner'`));
  await database.owner.execute(sql.raw(statement ?? ''));
  const owners = await database.owner.execute<{ id: string }>(
    sql`select id from person where role = 'owner' order by id`,
  );
  expect(owners.map((row) => row.id)).toEqual([id(11), id(13)]);
});
