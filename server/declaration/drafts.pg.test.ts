import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draft } from '@/db/schema/draft';
import { type ApiHouse, apiHouse, type Caller, freshPlate, PEOPLE, submission } from '../testing/api-house';

let house: ApiHouse;
let mine: Caller;
let theirs: Caller;

beforeAll(async () => {
  house = await apiHouse();
  mine = house.call(house.people.declarant);
  theirs = house.call(house.people.otherDeclarant);
});
afterAll(() => house.close());

const faulty = () => submission({ plate: freshPlate(), container: 'CSQU3054384', driverIdNumber: '.' });

describe('drafts', () => {
  test('a draft is kept as typed with its faults, sealed at rest', async () => {
    const draftId = randomUUID();
    const typed = faulty();
    const saved = await mine.declaration.saveDraft({ draftId, submission: typed });
    expect(saved.faults.map((fault) => [fault.field, fault.code])).toEqual([
      ['container', 'CT-CHECK'],
      ['driverIdNumber', 'ID-PLACEHOLDER'],
    ]);
    const [row] = await house.database.owner.select().from(draft).where(eq(draft.id, draftId));
    for (const secret of PEOPLE) expect(JSON.stringify(row)).not.toContain(secret);
    const [listed] = (await mine.declaration.drafts()).filter((one) => one.draftId === draftId);
    expect(listed).toEqual({ ...saved, submission: typed, source: 'form', row: null });
  });

  test('saving again replaces it', async () => {
    const draftId = randomUUID();
    await mine.declaration.saveDraft({ draftId, submission: faulty() });
    const typed = submission({ plate: freshPlate(), goodsName: 'Chuối' });
    await mine.declaration.saveDraft({ draftId, submission: typed });
    const listed = (await mine.declaration.drafts()).filter((one) => one.draftId === draftId);
    expect(listed).toHaveLength(1);
    expect(listed[0]).toMatchObject({ submission: typed, faults: [] });
  });

  test('corrected in part it stays a draft with what is still wrong; corrected in full it is a declaration', async () => {
    const draftId = randomUUID();
    const typed = faulty();
    await mine.declaration.saveDraft({ draftId, submission: typed });
    const half = { ...typed, container: 'CSQU3054383' };
    const still = await mine.declaration.correctDraft({ draftId, submission: half });
    expect(still).toMatchObject({ kind: 'faults', faults: [{ field: 'driverIdNumber' }] });
    const [kept] = (await mine.declaration.drafts()).filter((one) => one.draftId === draftId);
    expect(kept?.submission).toEqual(half);

    const good = { ...half, driverIdNumber: '027300723494' };
    const done = await mine.declaration.correctDraft({ draftId, submission: good });
    expect(done.kind).toBe('issued');
    expect((await mine.declaration.drafts()).map((one) => one.draftId)).not.toContain(draftId);
    // The answer was lost and the phone asks again: the same pass.
    expect(await mine.declaration.correctDraft({ draftId, submission: good })).toEqual(done);
  });

  test("another firm's draft is not there: not to list, correct or discard", async () => {
    const draftId = randomUUID();
    await mine.declaration.saveDraft({ draftId, submission: faulty() });
    expect((await theirs.declaration.drafts()).map((one) => one.draftId)).not.toContain(draftId);
    await expect(
      theirs.declaration.correctDraft({ draftId, submission: submission({ plate: freshPlate() }) }),
    ).rejects.toMatchObject({ message: 'AP-NONE' });
    await expect(theirs.declaration.discardDraft({ draftId })).rejects.toMatchObject({ message: 'AP-NONE' });
    // The same id under another firm is another draft; the first stays what it was.
    await theirs.declaration.saveDraft({ draftId, submission: submission({ goodsName: 'Khác' }) });
    const [own] = (await mine.declaration.drafts()).filter((one) => one.draftId === draftId);
    expect(own?.submission.goodsName).toBe('Xoài tươi');
    expect(await mine.declaration.discardDraft({ draftId })).toBeNull();
    expect((await theirs.declaration.drafts()).map((one) => one.draftId)).toContain(draftId);
  });
});
