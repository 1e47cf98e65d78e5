import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OpenDatabase } from '@/db/client';
import { signInRate } from '@/db/schema/account';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { openSignInDatabase } from './sign-in-database';
import { CODES_PER_ADDRESS, countCodeTry, countKioskTry, countSubscription, countVisit } from './throttle';

const NOW = 1_770_000_000_000;
const COUNTS = { countVisit, countSubscription, countCodeTry, countKioskTry };

let database: TestDatabase;
let accounts: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
  accounts = openSignInDatabase(database.appUrl);
});
beforeEach(async () => {
  await database.owner.delete(signInRate);
});
afterAll(async () => {
  await accounts.close();
  await database.close();
});

test.each(Object.entries(COUNTS))(
  'FM-12 %s: one line is one address, whichever it writes',
  async (_, count) => {
    for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:a:b:c:d', '192.0.2.7', '::ffff:192.0.2.7'])
      expect(await count(accounts.db, address, NOW)).toBe(true);
    const rows = await database.owner.select({ count: signInRate.count }).from(signInRate);
    expect(rows).toEqual([{ count: 2 }, { count: 2 }]);
    await count(accounts.db, '2001:db8:1:3::1', NOW);
    await count(accounts.db, '192.0.2.8', NOW);
    expect(await database.owner.select().from(signInRate)).toHaveLength(4);
  },
);

test('FM-12 who asks from all over a /64 is held up like anybody else, and the neighbouring line is not', async () => {
  for (let n = 1; n <= CODES_PER_ADDRESS; n += 1)
    expect(await countVisit(accounts.db, `2001:db8:1:2::${n.toString(16)}`, NOW)).toBe(true);
  expect(await countVisit(accounts.db, '2001:db8:1:2:ffff::1', NOW)).toBe(false);
  expect(await countVisit(accounts.db, '2001:db8:1:3::1', NOW)).toBe(true);
});
