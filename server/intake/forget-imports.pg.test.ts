import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signInRate } from '@/db/schema/account';
import { sheetColumn, sheetImport, sheetRow } from '@/db/schema/intake';
import { FORGET_AFTER_MS, MOST_COLUMNS, MOST_IMPORTS } from '@/domain/intake/limits';
import { IMPORTS_PER_FIRM } from '../auth/throttle';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission } from '../testing/api-house';
import { forgetEverywhere } from './forget-imports';

let house: ApiHouse;
let caller: Caller;
beforeAll(async () => {
  house = await apiHouse();
  caller = house.call(house.people.declarant);
});
beforeEach(async () => {
  for (const table of [sheetImport, sheetRow, signInRate]) await house.database.owner.delete(table);
});
afterAll(() => house.close());

let file = 0;
async function begin(from = caller, choices = {}): Promise<string> {
  file += 1;
  const importId = randomUUID();
  const fileHash = String(file).padStart(64, '0');
  await from.intake.begin({ importId, fileName: 'xe.csv', fileHash, rowCount: 1, choices });
  const rows = [{ place: 1, label: '1', submission: submission({ plate: freshPlate() }), twiceOf: null }];
  await from.intake.addRows({ importId, rows });
  return importId;
}
const imports = async () =>
  (await house.database.owner.select().from(sheetImport)).map(({ id }) => id).sort();
const rows = async () =>
  (await house.database.owner.select().from(sheetRow)).map(({ importId }) => importId).sort();

test('rule 16: old imports of every firm go by themselves, with their rows', async () => {
  const other = house.call(house.people.otherDeclarant);
  const left = [await begin(), await begin(other)];
  house.clock.at += FORGET_AFTER_MS - 10_000_000;
  const taken = await begin();
  await caller.intake.discard({ importId: taken, discard: true });
  const young = await begin(other);
  await forgetEverywhere(house.database.app, house.clock.at);
  expect(await imports()).toEqual([...left, taken, young].sort());
  house.clock.at += 10_000_001;
  await forgetEverywhere(house.database.app, house.clock.at);
  expect(await imports()).toEqual([young]);
  expect(await rows()).toEqual([young]);
});

test('IM-4 begun and taken away again and again, no more is kept than may be', async () => {
  const kept = await begin();
  for (let at = 0; at < MOST_IMPORTS + 3; at += 1)
    await caller.intake.discard({ importId: await begin(), discard: true });
  const now = await imports();
  expect(now).toHaveLength(MOST_IMPORTS);
  expect(now).toContain(kept);
  expect(await rows()).toHaveLength(MOST_IMPORTS);
});

test('IM-1 of many headers the last ones that somebody spoke of are remembered', async () => {
  const firmId = house.people.declarant.firmId ?? '';
  await house.database.owner.insert(sheetColumn).values(
    Array.from({ length: MOST_COLUMNS }, (_, at) => ({
      firmId,
      header: `h${at}`,
      meaning: 'ignore' as const,
      saidAt: at,
    })),
  );
  await begin(caller, { new: 'plate' });
  const held = await house.database.owner.select().from(sheetColumn).where(eq(sheetColumn.firmId, firmId));
  expect(held).toHaveLength(MOST_COLUMNS);
  const headers = held.map(({ header }) => header);
  expect(headers).toContain('new');
  expect(headers).not.toContain('h0');
});

test('a firm that begins imports without end is slowed down', async () => {
  const again = { importId: randomUUID(), fileName: 'a', fileHash: 'f'.repeat(64), rowCount: 1, choices: {} };
  for (let at = 0; at < IMPORTS_PER_FIRM; at += 1) await caller.intake.begin(again);
  await expect(caller.intake.begin(again)).rejects.toThrow('AP-MANY');
});
