import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetRow, sheetWork } from '@/db/schema/intake';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission } from '../testing/api-house';
import { fileGoodRows } from './file-good-rows';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());
const room = () => ({ db: house.database.app, ring: house.ring, now: () => house.clock.at });
const bare = (plate: string) => plate.replace(/[^A-Z0-9]/g, '');

/** A fault of ours: the database refuses this lorry. */
async function refuse(plate: string): Promise<void> {
  await house.database.owner.execute(
    sql.raw(`create or replace function refuse() returns trigger language plpgsql as $$
      begin if new.plate = '${bare(plate)}' then raise exception 'refused'; end if; return new; end $$`),
  );
  await house.database.owner.execute(
    sql.raw(`create or replace trigger refuse before insert on vehicle_claim
      for each row execute function refuse()`),
  );
}
let file = 0;
async function sent(caller: Caller, plates: readonly string[]): Promise<string> {
  file += 1;
  const importId = randomUUID();
  const rows = plates.map((plate, at) => ({
    place: at + 1,
    label: String(at + 1),
    submission: submission({ plate }),
    twiceOf: null,
  }));
  const fileHash = String(file).padStart(64, '0');
  await caller.intake.begin({ importId, fileName: 'xe.csv', fileHash, rowCount: rows.length, choices: {} });
  await caller.intake.addRows({ importId, rows });
  await caller.intake.file({ importId });
  return importId;
}

test('IM-4 a row that cannot be filed holds up neither its import nor another', async () => {
  const [own, other] = [house.call(house.people.declarant), house.call(house.people.otherDeclarant)];
  const plates = [freshPlate(), freshPlate(), freshPlate()];
  await refuse(plates[1] ?? '');
  const importId = await sent(own, plates);
  const second = await sent(other, [freshPlate()]);
  await fileGoodRows(room());
  const opened = await own.intake.open({ importId, state: 'faulty', after: 0 });
  expect(opened).toMatchObject({ state: 'done', counts: { good: 0, faulty: 1, filed: 2 } });
  expect(opened.rows).toMatchObject([
    { place: 2, submission: { plate: plates[1] }, faults: [{ code: 'ID-STUCK' }] },
  ]);
  expect(await other.intake.open({ importId: second, state: 'filed', after: 0 })).toMatchObject({
    state: 'done',
    counts: { filed: 1 },
  });
});

test('IM-4 an import whose rows cannot be opened here is not said to be done', async () => {
  const own = house.call(house.people.declarant);
  const importId = await sent(own, [freshPlate()]);
  const elsewhere = { ...house.ring, sealing: { ...house.ring.sealing, open: async () => null } };
  await fileGoodRows({ ...room(), ring: elsewhere });
  const rows = () => house.database.owner.select().from(sheetRow).where(eq(sheetRow.importId, importId));
  expect(await rows()).toMatchObject([{ state: 'good' }]);
  expect(
    await house.database.owner.select().from(sheetWork).where(eq(sheetWork.importId, importId)),
  ).toHaveLength(1);
  house.clock.at += 31_000;
  await fileGoodRows(room());
  expect(await rows()).toMatchObject([{ state: 'filed' }]);
});
