import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draft } from '@/db/schema/draft';
import { formStateSchema } from '@/domain/declaration/whole';
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
    const [listed] = (await mine.declaration.drafts()).filter((one) => one.draftId === draftId);
    expect(listed?.faults.map((fault) => [fault.field, fault.code])).toEqual([
      ['container', 'CT-CHECK'],
      ['driverIdNumber', 'ID-PLACEHOLDER'],
    ]);
    const [row] = await house.database.owner.select().from(draft).where(eq(draft.id, draftId));
    for (const secret of PEOPLE) expect(JSON.stringify(row)).not.toContain(secret);
    const { faults } = listed ?? {};
    const { savedAt } = saved.kind === 'saved' ? saved : { savedAt: -1 };
    expect(listed).toEqual({
      draftId,
      savedAt,
      faults,
      submission: typed,
      source: 'form',
      row: null,
      form: null,
    });
  });

  test('DE-9 saving again replaces what this device has seen', async () => {
    const draftId = randomUUID();
    const first = await mine.declaration.saveDraft({ draftId, submission: faulty() });
    const typed = submission({ plate: freshPlate(), goodsName: 'Chuối' });
    const seen = first.kind === 'saved' ? first.savedAt : null;
    await mine.declaration.saveDraft({ draftId, submission: typed, seen });
    const listed = (await mine.declaration.drafts()).filter((one) => one.draftId === draftId);
    expect(listed).toHaveLength(1);
    expect(listed[0]).toMatchObject({ submission: typed, faults: [] });
  });

  test('DE-9 another device goes on where the first one stood; what it wrote is not written over unseen', async () => {
    const draftId = randomUUID();
    const form = formStateSchema.parse({ reached: 4, extras: { goods: [{ goodsName: 'Ớt' }] } });
    const begun = await mine.declaration.saveDraft({ draftId, submission: faulty(), form });
    const [elsewhere] = (await mine.declaration.drafts()).filter((one) => one.draftId === draftId);
    expect(elsewhere?.form).toEqual(form);
    const seen = elsewhere?.savedAt ?? null;
    const further = { ...form, reached: 6 };
    const typed = submission({ goodsName: 'Chuối' });
    await mine.declaration.saveDraft({ draftId, submission: typed, form: further, seen });
    const late = await mine.declaration.saveDraft({
      draftId,
      submission: faulty(),
      form,
      seen: begun.kind === 'saved' ? begun.savedAt : null,
    });
    expect(late).toMatchObject({ kind: 'newer', content: { submission: typed, form: further } });
    const [kept] = (await mine.declaration.drafts()).filter((one) => one.draftId === draftId);
    expect(kept).toMatchObject({ submission: typed, form: further });
  });

  test('DE-9 what was filed is no draft again, however late a device sends its copy', async () => {
    const draftId = randomUUID();
    const typed = submission({ plate: freshPlate() });
    await mine.declaration.submit({ submission: typed, clientKey: draftId });
    expect(await mine.declaration.saveDraft({ draftId, submission: typed })).toEqual({ kind: 'filed' });
    expect((await mine.declaration.drafts()).map((one) => one.draftId)).not.toContain(draftId);
  });

  test('DE-11 a trip is copied as it was corrected, people included; seals, customs’ numbers and dates are left', async () => {
    const typed = submission({
      plate: freshPlate(),
      kind: 'lưu kho',
      seal: 'VN1',
      quantity: '9 thùng',
      arrivalDate: '24/12/2026',
    });
    const filed = await mine.declaration.submit({
      submission: typed,
      clientKey: randomUUID(),
      extras: { goods: [{ goodsName: 'Ớt', customsDeclaration: '306123456780', goodsValue: '100 USD' }] },
    });
    if (filed.kind !== 'issued') throw new Error('not issued');
    const { gateId, crossingId } = filed;
    await mine.declaration.correctField({
      gateId,
      crossingId,
      field: 'goodsName',
      to: 'Xoài cát',
      reason: 'sửa',
    });
    const copy = await mine.declaration.copy({ gateId, crossingId });
    expect(copy.submission).toMatchObject({
      ...{ kind: 'storage', gate: 'HN', goodsName: 'Xoài cát', quantity: '9 thùng', weight: '19698' },
      ...{ driverName: 'Đỗ Hữu Cường', driverIdNumber: '027300723494', driverPhone: '+84703149027' },
      ...{ seal: '', customsDeclaration: '', arrivalDate: '', arrivalTime: '' },
    });
    expect(copy.goods).toMatchObject([{ goodsName: 'Ớt', customsDeclaration: '', goodsValue: '100 USD' }]);
    const again = await mine.declaration.submit({
      submission: { ...copy.submission, plate: freshPlate() },
      clientKey: randomUUID(),
      extras: { goods: copy.goods },
    });
    expect(again).toMatchObject({ kind: 'issued', kept: [] });
    await expect(theirs.declaration.copy({ gateId, crossingId })).rejects.toMatchObject({
      message: 'AP-MAY',
    });
  });

  test('DE-10 what is not known yet is owed until it is told', async () => {
    const dueAt = house.clock.at + 3_600_000;
    const filed = await mine.declaration.submit({
      submission: submission({ plate: freshPlate(), seal: '' }),
      clientKey: randomUUID(),
      extras: { late: [{ field: 'seal', owner: 'driver', dueAt }] },
    });
    if (filed.kind !== 'issued') throw new Error('not issued');
    const { gateId, crossingId } = filed;
    const owed = async () =>
      (await mine.declaration.mine()).find((one) => one.crossingId === crossingId)?.late;
    expect(await owed()).toEqual([{ field: 'seal', owner: 'driver', dueAt, isOverdue: false }]);
    house.clock.at = dueAt + 1;
    expect((await owed())?.[0]?.isOverdue).toBe(true);
    await mine.declaration.correctField({
      gateId,
      crossingId,
      field: 'seal',
      to: 'VN9',
      reason: 'đã kẹp chì',
    });
    expect(await owed()).toEqual([]);
  });

  test('corrected in part it stays a draft with what is still wrong; corrected in full it is a declaration', async () => {
    const draftId = randomUUID();
    const typed = faulty();
    const saved = await mine.declaration.saveDraft({ draftId, submission: typed });
    if (saved.kind !== 'saved') throw new Error('not saved');
    const half = { ...typed, container: 'CSQU3054383' };
    const still = await mine.declaration.correctDraft({
      draftId,
      submission: half,
      seen: saved.savedAt,
    });
    expect(still).toMatchObject({ kind: 'faults', faults: [{ field: 'driverIdNumber' }] });
    const [kept] = (await mine.declaration.drafts()).filter((one) => one.draftId === draftId);
    expect(kept?.submission).toEqual(half);

    const good = { ...half, driverIdNumber: '027300723494' };
    const seen = kept?.savedAt ?? 0;
    const done = await mine.declaration.correctDraft({ draftId, submission: good, seen });
    expect(done.kind).toBe('issued');
    expect((await mine.declaration.drafts()).map((one) => one.draftId)).not.toContain(draftId);
    // The answer was lost and the phone asks again: the same pass.
    expect(await mine.declaration.correctDraft({ draftId, submission: good, seen })).toEqual(done);
  });

  test('DE-9 a correction of what another device has corrected meanwhile is told, neither kept nor filed', async () => {
    const draftId = randomUUID();
    const typed = faulty();
    const saved = await mine.declaration.saveDraft({ draftId, submission: typed });
    if (saved.kind !== 'saved') throw new Error('not saved');
    const seen = saved.savedAt;
    const theirs = { ...typed, goodsName: 'Vải thiều' };
    const first = await mine.declaration.correctDraft({ draftId, submission: theirs, seen });
    if (first.kind !== 'faults') throw new Error(first.kind);
    // Its own answer was lost: the same again is no other device's.
    expect(await mine.declaration.correctDraft({ draftId, submission: theirs, seen })).toMatchObject({
      kind: 'faults',
    });
    const [now] = (await mine.declaration.drafts()).filter((one) => one.draftId === draftId);
    for (const stale of [
      { ...typed, weight: '12' },
      { ...typed, container: 'CSQU3054383', driverIdNumber: '027300723494' },
    ]) {
      const told = await mine.declaration.correctDraft({ draftId, submission: stale, seen });
      expect(told).toMatchObject({ kind: 'newer', savedAt: now?.savedAt, content: { submission: theirs } });
    }
    expect((await mine.declaration.drafts()).find((one) => one.draftId === draftId)).toEqual(now);
  });

  test('DE-9 a copy that is sent in the moment of filing leaves no draft behind', async () => {
    for (let round = 0; round < 12; round += 1) {
      const draftId = randomUUID();
      const typed = submission({ plate: freshPlate() });
      const [filed] = await Promise.all([
        mine.declaration.submit({ submission: typed, clientKey: draftId }),
        mine.declaration.saveDraft({ draftId, submission: typed }),
      ]);
      expect(filed.kind).toBe('issued');
      expect(await house.database.owner.select().from(draft).where(eq(draft.id, draftId))).toEqual([]);
    }
  });

  test("another firm's draft is not there: not to list, correct or discard", async () => {
    const draftId = randomUUID();
    await mine.declaration.saveDraft({ draftId, submission: faulty() });
    expect((await theirs.declaration.drafts()).map((one) => one.draftId)).not.toContain(draftId);
    await expect(
      theirs.declaration.correctDraft({
        draftId,
        submission: submission({ plate: freshPlate() }),
        seen: 0,
      }),
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
