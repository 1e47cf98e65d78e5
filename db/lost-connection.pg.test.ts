import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GateId } from '@/domain/shared/identity';
import { inGate, openDatabase } from './client';
import { type TestDatabase, testDatabase } from './testing/test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const HN = 'HN' as GateId;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Ends the session from outside, as a restart of the database does. */
async function cutOwnConnection(tx: { execute: TestDatabase['app']['execute'] }): Promise<void> {
  const [own] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  await database.owner.execute(sql`select pg_terminate_backend(${own?.pid ?? 0}::int)`);
}

/** Without scripts/patch-postgres.mjs each of these ends the process or leaves a connection that never answers. */
test.each([
  ['at once', 0],
  ['when the close has been seen', 50],
])(
  'a connection that is lost inside a transaction fails that transaction only: next statement %s',
  async (_, ms) => {
    const one = openDatabase(database.appUrl, { max: 1 });
    for (let round = 0; round < 20; round++) {
      const lost = inGate(one.db, { gateId: HN, actor: null }, async (tx) => {
        await tx.execute(sql`insert into gate_head (gate_id) values ('HN')`);
        await cutOwnConnection(tx);
        await pause(ms);
        await tx.execute(sql`select 1`);
      });
      await expect(lost).rejects.toThrow();
      const [answer] = await inGate(one.db, { gateId: HN, actor: null }, (tx) =>
        tx.execute<{ n: number }>(sql`select count(*)::int as n from gate_head`),
      );
      expect(answer?.n).toBe(0);
    }
    await one.close();
  },
  60_000,
);

test('statements of a lost transaction reach nobody, also while others wait for the connection', async () => {
  const one = openDatabase(database.appUrl, { max: 1 });
  const scope = { gateId: HN, actor: null };
  const lost = inGate(one.db, scope, async (tx) => {
    await cutOwnConnection(tx);
    await pause(100);
    for (let attempt = 0; attempt < 5; attempt++) {
      await tx.execute(sql`insert into gate_head (gate_id) values ('HN')`).catch(() => undefined);
      await pause(20);
    }
  });
  const waiting = Array.from({ length: 10 }, () =>
    inGate(one.db, scope, async (tx) => {
      await pause(10);
      const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from gate_head`);
      return row?.n;
    }),
  );
  await expect(lost).rejects.toThrow();
  expect(await Promise.all(waiting)).toEqual(Array(10).fill(0));
  await one.close();
});
