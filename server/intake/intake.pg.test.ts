import { randomUUID } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { crossing } from '@/db/schema/crossing';
import { filing } from '@/db/schema/filing';
import { sheetRow, sheetWork } from '@/db/schema/intake';
import type { Submission } from '@/domain/declaration/submission';
import { MOST_IMPORTS } from '@/domain/intake/limits';
import { type ApiHouse, apiHouse, freshPlate, PEOPLE, submission } from '../testing/api-house';
import { fileGoodRows } from './file-good-rows';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());
let hash = 0;
beforeEach(() => {
  hash += 1;
});

const declarant = () => house.call(house.people.declarant);
const other = () => house.call(house.people.otherDeclarant);
const room = () => ({ db: house.database.app, ring: house.ring, now: () => house.clock.at });

type Row = { place: number; label: string; submission: Submission; twiceOf: null };
const rowsOf = (...over: readonly Partial<Submission>[]): Row[] =>
  over.map((each, at) => ({
    place: at + 1,
    label: String(at + 1),
    submission: submission({ plate: freshPlate(), ...each }),
    twiceOf: null,
  }));
const fileHash = () => String(hash).padStart(64, '0');
const begin = (rows: readonly Row[], over: { importId?: string; fileHash?: string } = {}) =>
  declarant().intake.begin({
    importId: randomUUID(),
    fileName: 'xe.csv',
    fileHash: fileHash(),
    rowCount: rows.length,
    choices: {},
    ...over,
  });
async function bringIn(rows: Row[]): Promise<string> {
  const { importId } = await begin(rows);
  await declarant().intake.addRows({ importId, rows });
  await declarant().intake.file({ importId });
  await fileGoodRows(room());
  return importId;
}
const open = (importId: string, state: 'faulty' | 'filed' | 'good' | 'dropped' = 'faulty') =>
  declarant().intake.open({ importId, state, after: 0 });

test('IM-4 good rows are filed, faulty ones wait, are corrected in place and filed, and pass', async () => {
  const importId = await bringIn(rowsOf({}, { container: 'CSQU3054384' }, { gate: 'Tân Thanh' }));
  const opened = await open(importId);
  expect(opened).toMatchObject({ state: 'done', counts: { good: 0, faulty: 1, filed: 2, dropped: 0 } });
  expect(opened.rows).toMatchObject([
    { place: 2, label: '2', faults: [{ field: 'container', code: 'CT-CHECK' }] },
  ]);
  const row = opened.rows[0];
  if (!row?.submission) throw new Error('no row');
  // Corrected wrongly: kept as it now stands.
  const wrong = { ...row.submission, container: 'CSQU' };
  expect(await declarant().intake.correctRow({ importId, place: 2, submission: wrong })).toMatchObject({
    kind: 'faults',
    faults: [{ code: 'CT-SHAPE' }],
  });
  expect((await open(importId)).rows[0]?.submission?.container).toBe('CSQU');
  const right = { ...row.submission, container: 'CSQU3054383' };
  const issued = await declarant().intake.correctRow({ importId, place: 2, submission: right });
  expect(issued.kind).toBe('issued');
  // The answer got lost: the same again says what it has become.
  expect(await declarant().intake.correctRow({ importId, place: 2, submission: right })).toEqual(issued);
  const filed = await open(importId, 'filed');
  expect(filed.rows).toHaveLength(3);
  for (const each of filed.rows)
    expect(each).toMatchObject({ submission: null, token: expect.stringMatching(/^GP1:/) });
});

test('IM-4 an import goes on where it stopped: parts again change nothing, the same file finds its import', async () => {
  const rows = rowsOf({}, {}, {}, {});
  const { importId } = await begin(rows);
  await declarant().intake.addRows({ importId, rows: rows.slice(0, 2) });
  await declarant().intake.addRows({ importId, rows: rows.slice(0, 2) });
  await expect(declarant().intake.file({ importId })).rejects.toThrow('AP-INPUT');
  expect(await begin(rows)).toEqual({ importId, state: 'arriving', arrived: 2 });
  expect(await declarant().intake.addRows({ importId, rows: rows.slice(2) })).toMatchObject({ arrived: 4 });
  await declarant().intake.file({ importId });
  await declarant().intake.file({ importId });
  await expect(declarant().intake.addRows({ importId, rows })).rejects.toThrow('AP-DONE');
  await Promise.all([fileGoodRows(room()), fileGoodRows(room())]);
  expect(await begin(rows)).toEqual({ importId, state: 'done', arrived: 4 });
  expect((await open(importId)).counts).toMatchObject({ filed: 4, good: 0 });
});

test('IM-4 a node that died with an import in hand is relieved after its lease, and nothing is filed twice', async () => {
  const rows = rowsOf({}, {}, {});
  const { importId } = await begin(rows);
  await declarant().intake.addRows({ importId, rows });
  await declarant().intake.file({ importId });
  // Taken by a node that has filed the first row and then was killed before it wrote down what it did.
  await house.database.owner
    .update(sheetWork)
    .set({ nextAt: house.clock.at + 30_000 })
    .where(eq(sheetWork.importId, importId));
  expect(await fileGoodRows(room())).toBe(0);
  house.clock.at += 31_000;
  expect(await fileGoodRows(room())).toBe(3);
  await house.database.owner
    .update(sheetRow)
    .set({ state: 'faulty' })
    .where(and(eq(sheetRow.importId, importId), eq(sheetRow.place, 1)));
  const keys = await house.database.owner
    .select({ key: sheetRow.clientKey })
    .from(sheetRow)
    .where(eq(sheetRow.importId, importId));
  // Its row says it is not filed, but it is: filing finds the filing.
  const again = await declarant().intake.correctRow({
    importId,
    place: 1,
    submission: rows[0]?.submission ?? submission(),
  });
  expect(again.kind).toBe('issued');
  const filings = await house.database.owner
    .select()
    .from(filing)
    .where(
      inArray(
        filing.clientKey,
        keys.map(({ key }) => key),
      ),
    );
  expect(filings).toHaveLength(3);
});

test('IM-5 the same rows in another file are not filed again; without a day, tomorrow they are other crossings', async () => {
  const rows = rowsOf({ arrivalDate: '2026-12-24' }, {});
  const first = await bringIn(rows);
  hash += 1;
  const second = await bringIn(rows);
  expect(second).not.toBe(first);
  const plates = rows.map((row) => row.submission.plate.replace(/[^A-Z0-9]/g, ''));
  const made = () => house.database.owner.select().from(crossing).where(inArray(crossing.plate, plates));
  expect(await made()).toHaveLength(2);
  expect((await open(second)).counts).toMatchObject({ filed: 2, faulty: 0 });
  house.clock.at += 86_400_000;
  hash += 1;
  const third = await bringIn(rows);
  // The one with its day is the one that was filed; the other is a second trip of a lorry still under way.
  expect((await open(third)).rows).toMatchObject([
    { place: 2, faults: [{ field: 'plate', code: 'PL-TWICE', detail: { row: 'live' } }] },
  ]);
  expect(await made()).toHaveLength(2);
});

test('IM-5 a copy of a filed row, corrected to another lorry, is declared; the repaired file is not declared again', async () => {
  const [row] = rowsOf({ container: 'CSQU3054384' });
  if (row === undefined) throw new Error('no row');
  const first = await bringIn([row]);
  const right = { ...row.submission, container: 'CSQU3054383' };
  const own = await declarant().intake.correctRow({ importId: first, place: 1, submission: right });
  // The same faulty row once more, this time another lorry.
  hash += 1;
  const second = await bringIn([row]);
  const elsewhere = { ...right, plate: freshPlate() };
  const copy = await declarant().intake.correctRow({ importId: second, place: 1, submission: elsewhere });
  if (own.kind !== 'issued' || copy.kind !== 'issued') throw new Error('not issued');
  expect(copy.crossingId).not.toBe(own.crossingId);
  expect(copy.plate).toBe(elsewhere.plate.replace(/[^A-Z0-9]/g, ''));
  // The first file, repaired and brought in again, is what was filed from the screen.
  hash += 1;
  const third = await bringIn([{ ...row, submission: right }]);
  expect((await open(third, 'filed')).rows).toHaveLength(1);
  const rows = await house.database.owner.select().from(sheetRow).where(eq(sheetRow.importId, third));
  expect(rows[0]?.crossingId).toBe(own.crossingId);
});

test('IM-5 a row under whose key something else was filed is not marked filed with its pass', async () => {
  const rows = rowsOf({});
  const first = await bringIn(rows);
  const [filed] = await house.database.owner.select().from(sheetRow).where(eq(sheetRow.importId, first));
  hash += 1;
  const other = rowsOf({});
  const { importId } = await begin(other);
  await declarant().intake.addRows({ importId, rows: other });
  await house.database.owner
    .update(sheetRow)
    .set({ clientKey: filed?.clientKey ?? '' })
    .where(eq(sheetRow.importId, importId));
  await declarant().intake.file({ importId });
  await fileGoodRows(room());
  expect((await open(importId)).counts).toMatchObject({ faulty: 1, filed: 0 });
});

test('IM-6 what a browser says of a row is no evidence', async () => {
  const rows = rowsOf({ taxCode: '0101338997' });
  const { importId } = await begin(rows);
  expect(await declarant().intake.addRows({ importId, rows })).toMatchObject({
    counts: { good: 0, faulty: 1 },
  });
  const beyond = { ...rows[0], place: 2 } as Row;
  await expect(declarant().intake.addRows({ importId, rows: [beyond] })).rejects.toThrow('AP-INPUT');
});

test('IM-4 a row is left out and put back, an import taken away and brought back', async () => {
  const importId = await bringIn(rowsOf({ plate: 'xxx' }, {}));
  await declarant().intake.setRowAside({ importId, place: 1, aside: true });
  expect((await open(importId, 'dropped')).rows).toMatchObject([{ submission: { plate: 'xxx' } }]);
  await declarant().intake.setRowAside({ importId, place: 1, aside: false });
  expect((await open(importId)).counts).toMatchObject({ faulty: 1, dropped: 0 });
  await declarant().intake.discard({ importId, discard: true });
  await expect(open(importId)).rejects.toThrow('AP-NONE');
  expect((await declarant().intake.list()).map((each) => each.importId)).not.toContain(importId);
  await declarant().intake.discard({ importId, discard: false });
  expect((await open(importId)).counts).toMatchObject({ faulty: 1, filed: 1 });
});

test('IM-4 the oldest finished import makes room; as many that are under way as may be, and no more', async () => {
  const caller = other();
  const begun = (n: number) =>
    caller.intake.begin({
      importId: randomUUID(),
      fileName: `${n}.csv`,
      fileHash: `${n}`.padStart(64, 'e'),
      rowCount: 1,
      choices: {},
    });
  const first = await begun(0);
  const rows = rowsOf({ plate: 'xxx' });
  await caller.intake.addRows({ importId: first.importId, rows });
  await caller.intake.file({ importId: first.importId });
  for (let n = 1; n < MOST_IMPORTS; n += 1) await begun(n);
  await begun(MOST_IMPORTS);
  expect((await caller.intake.list()).map(({ importId }) => importId)).not.toContain(first.importId);
  await expect(begun(MOST_IMPORTS + 1)).rejects.toThrow('AP-MANY');
});

test('IM-1 what a firm said about a header is known for its next sheet, and for no other firm', async () => {
  await declarant().intake.begin({
    importId: randomUUID(),
    fileName: 'a.csv',
    fileHash: fileHash(),
    rowCount: 1,
    choices: { 'Cột lạ': 'firmName', Khác: 'ignore' },
  });
  expect(await declarant().intake.columns()).toEqual({ 'Cột lạ': 'firmName', Khác: 'ignore' });
  expect(await other().intake.columns()).toEqual({});
});

test('AC-3 another firm sees, corrects, files and takes away nothing of it', async () => {
  const importId = await bringIn(rowsOf({ plate: 'xxx' }));
  const typed = submission({ plate: freshPlate() });
  const tries = [
    () => other().intake.open({ importId, state: 'faulty' as const, after: 0 }),
    () => other().intake.correctRow({ importId, place: 1, submission: typed }),
    () => other().intake.setRowAside({ importId, place: 1, aside: true }),
    () => other().intake.discard({ importId, discard: true }),
    () => other().intake.file({ importId }),
    () => other().intake.faultyFile({ importId, locale: 'vi' as const, format: 'csv' as const }),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toThrow('AP-NONE');
  expect((await other().intake.list()).map((each) => each.importId)).not.toContain(importId);
});

test('IM-7 rows to correct as a file, with what is wrong, that can be brought in again', async () => {
  const importId = await bringIn(rowsOf({ container: 'CSQU3054384', note: '@SUM(1)' }));
  for (const format of ['csv', 'xlsx'] as const) {
    const file = await declarant().intake.faultyFile({ importId, locale: 'en', format });
    expect(file.name).toBe(`rows-to-correct.${format}`);
    if (format === 'xlsx') continue;
    const text = Buffer.from(file.data, 'base64').toString('utf8');
    expect(text).toContain('[CT-CHECK]');
    expect(text).toContain("'@SUM(1)");
  }
});

test('rule 16: rows lie sealed, and what was typed goes when the row is filed', async () => {
  const importId = await bringIn(rowsOf({}, { plate: 'xxx' }));
  const rows = await house.database.owner.select().from(sheetRow).where(eq(sheetRow.importId, importId));
  for (const word of PEOPLE) expect(JSON.stringify(rows)).not.toContain(word);
  expect(rows.map((row) => [row.state, row.sealed === null]).sort()).toEqual([
    ['faulty', false],
    ['filed', true],
  ]);
});
