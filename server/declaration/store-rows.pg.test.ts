import { randomUUID } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firm } from '@/db/schema/account';
import { crossing } from '@/db/schema/crossing';
import { draft } from '@/db/schema/draft';
import { checkSubmission } from '@/domain/declaration/check-submission';
import type { ManifestRow } from '@/domain/declaration/read-manifest';
import type { Submission } from '@/domain/declaration/submission';
import { type ApiHouse, apiHouse, freshPlate, submission } from '../testing/api-house';
import { openDraft } from './sealed-draft';
import { storeRows } from './store-rows';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

let next = 0;
const row = (over: Partial<Submission> = {}): ManifestRow => {
  const typed = submission({ plate: freshPlate(), ...over });
  next += 1;
  return { row: next, submission: typed, ...checkSubmission(typed) };
};
const store = (rows: readonly ManifestRow[]) =>
  storeRows(
    rows.filter((one) => one.accepted !== null),
    rows.filter((one) => one.accepted === null),
    { db: house.database.app, ring: house.ring, now: () => house.clock.at },
  );

test('good rows are declared and bad rows wait as drafts of the firm they name', async () => {
  const rows = [
    row(),
    row({ gate: 'Tân Thanh' }),
    row({ container: 'CSQU3054384' }),
    // The tax code is the fault: the firm is known by its name from another row.
    row({ taxCode: '0101338997' }),
  ];
  expect(await store(rows)).toEqual({ declared: 2, drafts: 2, known: 0 });
  const declarant = house.call(house.people.declarant);
  const drafts = await declarant.declaration.drafts();
  expect(drafts.map((one) => [one.source, one.faults[0]?.field]).sort()).toEqual([
    ['sheet', 'container'],
    ['sheet', 'taxCode'],
  ]);
  // Corrected on the phone, a row of a sheet is a declaration like any other.
  const [first] = drafts;
  if (!first) throw new Error('no draft');
  const corrected = { ...first.submission, container: '', taxCode: '0101338998' };
  expect(
    (
      await declarant.declaration.correctDraft({
        draftId: first.draftId,
        submission: corrected,
        seen: first.savedAt,
      })
    ).kind,
  ).toBe('issued');
  // The same sheet again: nothing twice, and the corrected draft does not come back.
  expect(await store(rows)).toEqual({ declared: 0, drafts: 0, known: 4 });
});

test('a vehicle that is under way already becomes a draft that says so', async () => {
  const plate = freshPlate();
  await house.call(house.people.otherDeclarant).declaration.submit({
    submission: submission({ plate }),
    clientKey: randomUUID(),
  });
  const twice = row({ plate });
  expect(await store([row(), twice, row()])).toEqual({ declared: 2, drafts: 1, known: 0 });
  const rows = await house.database.owner
    .select({ id: draft.id, sealed: draft.sealed })
    .from(draft)
    .where(eq(draft.row, String(twice.row)));
  const [kept] = await Promise.all(rows.map((one) => openDraft(house.ring, one.id, one.sealed)));
  expect(kept).toMatchObject({ submission: { plate }, faults: [{ field: 'plate', code: 'PL-TWICE' }] });
});

test('the same sheet stored twice at once is stored once, and its firms are entered once', async () => {
  const named = { firmName: 'Công ty chỉ có tên', taxCode: '' };
  const rows = [
    ...Array.from({ length: 30 }, () => row()),
    ...Array.from({ length: 10 }, () => row(named)),
    ...Array.from({ length: 5 }, () => row({ ...named, container: 'CSQU3054384' })),
  ];
  const outcomes = await Promise.all([store(rows), store(rows), store([...rows].reverse())]);
  expect(outcomes.reduce((sum, one) => sum + one.declared, 0)).toBe(40);
  expect(outcomes.reduce((sum, one) => sum + one.drafts, 0)).toBe(5);
  expect(await house.database.owner.select().from(firm).where(eq(firm.name, named.firmName))).toHaveLength(1);
  const live = await house.database.owner
    .select({ plate: crossing.plate, count: sql<number>`count(*)::int` })
    .from(crossing)
    .where(and(isNull(crossing.endedAt), eq(crossing.direction, 'export')))
    .groupBy(crossing.plate);
  expect(live.filter((one) => one.count > 1)).toEqual([]);
});
