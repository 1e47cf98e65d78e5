import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filing } from '@/db/schema/filing';
import { slotPlace } from '@/db/schema/slot';
import { driverTypedSchema } from '@/domain/fleet/entry';
import { type CrossingId, crossingIdSchema } from '@/domain/shared/identity';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import { payAtDesk } from '../fee/desk';
import { centreDraft } from '../log/centre-draft';
import { recordEvents } from '../log/record-events';
import { type ApiHouse, apiHouse, type Caller, freshPlate, PEOPLE, submission } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const declarant = () => house.call(house.people.declarant);
const other = () => house.call(house.people.otherDeclarant);

type Typed = Parameters<Caller['declaration']['submit']>[0];
async function declare(caller: Caller, over: Partial<Typed> = {}): Promise<CrossingId> {
  const issued = await caller.declaration.submit({
    submission: submission({ plate: freshPlate() }),
    clientKey: randomUUID(),
    ...over,
  });
  if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued));
  return crossingIdSchema.parse(issued.crossingId);
}

test('IM-8 a firm takes along everything of its own and nothing of another', async () => {
  const plate = freshPlate();
  await declare(declarant());
  await declare(other(), { submission: submission({ plate }) });
  for (const [person, name] of [
    [declarant(), 'Vi Văn Thắng'],
    [other(), 'Hoàng Thị Nết'],
  ] as const)
    await person.fleet.saveDriver({ id: randomUUID(), typed: driverTypedSchema.parse({ name }) });
  const file = await declarant().intake.exportFile({ locale: 'vi', format: 'json' });
  const body = JSON.parse(Buffer.from(file.data, 'base64').toString('utf8'));
  const [{ firmId }] = [house.people.declarant];
  const own = await house.database.owner
    .select()
    .from(filing)
    .where(eq(filing.firmId, firmId ?? ''));
  expect(body.declarations.map((each: { id: string }) => each.id).sort()).toEqual(
    own.map((each) => each.crossingId).sort(),
  );
  expect(body.declarations[0]).toMatchObject({ driverName: PEOPLE[0], passStatus: 'live' });
  expect(JSON.stringify(body)).not.toContain(plate.replace(/[^A-Z0-9]/g, ''));
  expect(body.fleet.drivers).toMatchObject([{ person: { name: 'Vi Văn Thắng' } }]);
  for (const format of ['csv', 'xlsx'] as const)
    expect((await declarant().intake.exportFile({ locale: 'zh', format })).data.length).toBeGreaterThan(100);
});

/** A declaration of two lines of goods that was corrected, paid for and asked about, and has an hour. */
async function livedThrough(caller: Caller, words: string) {
  const { supervisor } = house.people;
  const crossingId = await declare(caller, {
    submission: submission({ plate: freshPlate(), route: '1119-1120' }),
    extras: { goods: [{ goodsName: 'Tinh quặng đồng', hsCode: '2603', weight: '1500', weightUnit: 'kg' }] },
  });
  const of = { gateId: HN, crossingId };
  const about = centreDraft(HN, { ...of, direction: 'export', actor: supervisor.id });
  const body = { path: 'binding.seal', from: null, to: 'VN77', reason: 'seen at the checkpoint' };
  const hour = hourOf(house.clock.at) + 4 * HOUR_MS;
  await house.gate(async (tx) => {
    await recordEvents(tx, HN, [{ ...about, type: 'crossing.corrected', body }], house.clock.at);
    await tx.insert(slotPlace).values({
      ...{ ...of, reference: `place of ${words}`, firm: 'firm', state: 'booked', askedAt: house.clock.at },
      ...{ direction: 'export', class: 'perishable', hourStart: hour, untilHour: hour },
    });
  });
  const money = { ...of, kind: 'infrastructure', amount: 4_000_000 } as const;
  const paid = await payAtDesk(house.context(supervisor), money);
  if (!paid.ok) throw new Error(paid.error);
  const said = { ...of, subject: 'customs', locale: 'vi', phrase: null } as const;
  const at = new Date(house.clock.at).toISOString();
  await caller.thread.ask({ ...said, words });
  house.clock.at += 60_000;
  await house.call(supervisor).thread.answer({ ...said, words: 'Quầy số 2.' });
  return { ...of, hour, at };
}

test('IM-8 with each declaration goes all that the gate keeps of it, and nobody of the gate is named', async () => {
  const [mine, theirs] = ['Còn bao lâu?', 'Câu hỏi của hãng khác'];
  const { crossingId, hour, at } = await livedThrough(declarant(), mine);
  const foreign = await livedThrough(other(), theirs);
  const quiet = await declare(declarant());
  const form = { reached: 3, extras: { vehicles: [{ key: randomUUID(), plate: '12C-777.77' }] } };
  await declarant().declaration.saveDraft({
    draftId: randomUUID(),
    submission: submission(),
    form,
    seen: null,
  });
  const taken = async (format: 'json' | 'csv') => {
    const { data } = await declarant().intake.exportFile({ locale: 'en', format });
    return Buffer.from(data, 'base64').toString('utf8');
  };
  const text = await taken('json');
  const body = JSON.parse(text);
  const money = { at, kind: 'infrastructure', amount: 4_000_000 };
  const declared = (id: string) => body.declarations.find((each: { id: string }) => each.id === id);
  expect(declared(crossingId)).toMatchObject({
    seal: 'VN77',
    declared: {
      route: '1119-1120',
      regime: 'B11',
      binding: { seal: 'VN77' },
      goods: { name: 'Xoài tươi', grossWeightKg: 19_698 },
      details: { goods: [{ name: 'Tinh quặng đồng', hsCode: '2603', grossWeightKg: 1_500 }] },
    },
    corrections: [{ at, path: 'binding.seal', to: 'VN77', reason: 'seen at the checkpoint' }],
    slot: { state: 'booked', hour: new Date(hour).toISOString(), reference: `place of ${mine}` },
    bills: [{ ...money, reference: expect.stringMatching(/^LSH/), voidedAt: null }],
    payments: [{ ...money, via: 'desk', receipt: expect.any(Number) }],
    refunds: [],
    substitutions: [],
    questions: [
      { at, from: 'firm', subject: 'customs', words: mine },
      { from: 'gate', agency: null, words: 'Quầy số 2.' },
    ],
  });
  const nothing = { corrections: [], slot: null, bills: [], payments: [], questions: [] };
  expect(declared(quiet)).toMatchObject(nothing);
  expect(body.drafts).toMatchObject([{ form: { extras: { vehicles: [{ plate: '12C-777.77' }] } } }]);
  const { supervisor, declarant: own, otherDeclarant } = house.people;
  const strange = [foreign.crossingId, theirs, otherDeclarant.firmId ?? '', otherDeclarant.id];
  for (const word of [...strange, supervisor.id]) expect(text).not.toContain(word);
  expect(text).toContain(own.firmId);
  const [header = '', ...lines] = (await taken('csv')).split('\r\n');
  const line = lines.find((each) => each.includes('VN77'))?.split(',') ?? [];
  const cell = (name: string) => line[header.split(',').indexOf(name)];
  const told = ['Route', 'Tax code', 'Weight (kg)', 'Regime'].map(cell);
  expect(told).toEqual(['1119-1120', '0101338998', '19698', 'B11']);
});
