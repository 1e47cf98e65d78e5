import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERY_GATE, inGate, sqlState } from '../client';
import { migrateDatabase } from '../migrate';
import { type TestDatabase, testDatabase } from '../testing/test-database';

let database: TestDatabase;
let tables: readonly string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const found = await database.owner.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  tables = found.map((row) => row.name);
  // One row in every table, whatever its columns are: the emptiness below must come from the policies.
  for (const table of tables) await insertAnyRow(table);
});
afterAll(() => database.close());

async function insertAnyRow(table: string): Promise<void> {
  const columns = await database.owner.execute<{ name: string; type: string }>(sql`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table}
      -- Checks ask for one way at least to reach a person, and for what a telling is about.
      and (is_nullable = 'NO' or (table_name, column_name) in (('person', 'email'), ('telling', 'crossing_id')))`);
  const value = (column: { name: string; type: string }) => {
    if (column.name === 'gate_id') return sql`'HN'`;
    if (column.type === 'uuid') return sql`'01939a5c-0000-7000-8000-000000000001'::uuid`;
    if (column.type === 'jsonb') return sql`'{}'::jsonb`;
    if (column.type === 'ARRAY') return sql`'{}'`;
    if (column.type === 'boolean') return sql`false`;
    if (column.type.startsWith('timestamp')) return sql`now()`;
    return sql`'1'`;
  };
  const names = columns.map((column) => sql.identifier(column.name));
  // Foreign keys are not the subject here.
  await database.owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(
      sql`insert into ${sql.identifier(table)} (${sql.join(names, sql`, `)}) values (${sql.join(columns.map(value), sql`, `)})`,
    );
  });
}

const count = async (tx: { execute: TestDatabase['app']['execute'] }, table: string): Promise<number> => {
  const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from ${sql.identifier(table)}`);
  return row?.n ?? -1;
};

describe('gate_app', () => {
  test('sees no row of any table without a context, although every table has one', async () => {
    expect(tables.length).toBeGreaterThanOrEqual(11);
    for (const table of tables) {
      expect(await count(database.owner, table), table).toBe(1);
      expect(await count(database.app, table), table).toBe(0);
    }
  });

  test("sees a gate's rows in the context of that gate and of the province, not of another gate", async () => {
    const seen = (gateId: string) =>
      inGate(database.app, { gateId: gateId as never, actor: null }, (tx) => count(tx, 'event'));
    expect(await seen('HN')).toBe(1);
    expect(await seen(EVERY_GATE)).toBe(1);
    expect(await seen('TT')).toBe(0);
    expect(await seen('')).toBe(0);
  });

  test('every table forces its policies, also on the owner', async () => {
    const open = await database.owner.execute<{ name: string }>(sql`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and not (relrowsecurity and relforcerowsecurity)`);
    expect(open.map((row) => row.name)).toEqual([]);
  });

  test('cannot change, delete or empty the log, in its own gate', async () => {
    for (const statement of [
      sql`update event set hash = 'x'`,
      sql`delete from event`,
      sql`truncate event`,
      sql`update pass_token set token = 'x'`,
      sql`delete from device_quarantine`,
    ]) {
      const refused = await inGate(database.app, { gateId: 'HN' as never, actor: null }, (tx) =>
        tx.execute(statement),
      ).then(
        () => null,
        (error: unknown) => sqlState(error),
      );
      expect(refused).toBe('42501');
    }
  });

  test('the province context reads and never writes', async () => {
    const scope = { gateId: EVERY_GATE, actor: null } as const;
    const refused = await inGate(database.app, scope, (tx) =>
      tx.execute(sql`insert into gate_head (gate_id) values ('TT')`),
    ).then(
      () => null,
      (error: unknown) => sqlState(error),
    );
    expect(refused).toBe('42501');
    const changed = await inGate(database.app, scope, (tx) =>
      tx.execute(sql`update gate_head set position = 7 returning 1`),
    );
    expect(changed).toHaveLength(0);
  });

  test('the context ends with its transaction', async () => {
    await inGate(database.app, { gateId: 'HN' as never, actor: null }, (tx) => count(tx, 'event'));
    for (let connection = 0; connection < 10; connection++)
      expect(await count(database.app, 'event')).toBe(0);
  });
});

test('migrating again changes nothing and keeps the rows', async () => {
  await migrateDatabase(database.ownerUrl, { appPassword: new URL(database.appUrl).password });
  expect(await count(database.owner, 'event')).toBe(1);
  expect(await count(database.app, 'event')).toBe(0);
});
