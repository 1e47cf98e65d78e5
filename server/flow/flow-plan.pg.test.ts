import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extendToday } from '@/domain/flow/edit-calendar';
import type { PlanContent } from '@/domain/flow/flow-plan';
import { gateById } from '@/domain/gate/gates';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
let manager: Caller;
let supervisor: Caller;
const gate = gateById(HN);

beforeAll(async () => {
  house = await apiHouse();
  manager = house.call(house.people.gateManager);
  supervisor = house.call(house.people.supervisor);
});
afterAll(() => house.close());

const versions = (caller = supervisor) => caller.flowPlan.versions({ gateId: HN });
const newest = async () => {
  const [line] = await versions();
  if (line === undefined) throw new Error('no plan');
  return line;
};
const save = (content: PlanContent, basedOn: number, reason = 'agreed by telephone', caller = manager) =>
  caller.flowPlan.save({ gateId: HN, content, basedOn, reason });
/** A plan that differs from what holds, each time in another way. */
let threshold = 40;
const another = async (): Promise<PlanContent> => {
  threshold += 1;
  return { ...(await newest()).content, secondPersonFrom: threshold };
};

test('FL-13 a gate begins with version 0, which nobody made; a save is a version with its author and reason', async () => {
  expect(await versions()).toEqual([
    expect.objectContaining({ version: 0, madeAt: null, madeBy: null, reason: null, sameAs: null }),
  ]);
  const content = await another();
  expect(await save(content, 0)).toBe(1);
  const [made, first] = await versions();
  expect(made).toMatchObject({
    version: 1,
    madeAt: house.clock.at,
    madeBy: 'A manager',
    reason: 'agreed by telephone',
    sameAs: null,
    content,
  });
  expect(first?.version).toBe(0);
});

test('FL-64 of two who save at once one wins; whoever looked at an older version is told so', async () => {
  const { version } = await newest();
  const [a, b] = [await another(), await another()];
  const both = await Promise.allSettled([save(a, version), save(b, version)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find((each) => each.status === 'rejected')?.reason).toMatchObject({ message: 'AP-DONE' });
  await expect(save(await another(), version)).rejects.toThrow('AP-DONE');
  expect((await newest()).version).toBe(version + 1);
});

test('FL-64 a save whose answer was lost is made once; the same by somebody else is another', async () => {
  const { version } = await newest();
  const content = await another();
  expect(await save(content, version, 'the bridge is narrow')).toBe(version + 1);
  expect(await save(content, version, 'the bridge is narrow')).toBe(version + 1);
  await expect(save(content, version, 'another reason')).rejects.toThrow('AP-DONE');
  await expect(
    save(content, version, 'the bridge is narrow', house.call(house.people.manager)),
  ).rejects.toThrow('AP-DONE');
  expect((await newest()).version).toBe(version + 1);
});

test('FL-60 a plan with a fault is not saved, whatever screen it comes from', async () => {
  const { version, content } = await newest();
  await expect(save({ ...content, lanes: [] }, version)).rejects.toThrow('AP-INPUT');
  const rule = content.calendar[0];
  if (rule === undefined) throw new Error('an empty calendar');
  const over = { ...rule, from: '2026-11-01', to: '2026-11-02' };
  await expect(save({ ...content, calendar: [...content.calendar, over] }, version)).rejects.toThrow(
    'AP-INPUT',
  );
  await expect(
    save({ ...content, ratios: { ...content.ratios, export: { perishable: 1 } } }, version),
  ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect((await newest()).version).toBe(version);
});

test('FL-64 changes are taken back one after the other, down to what the installation began with', async () => {
  const all = await versions();
  const first = all.at(-1)?.content;
  const steps: number[] = [];
  for (;;) {
    const line = await newest();
    if ((line.sameAs ?? line.version) === 0) break;
    const before = all.find(({ version }) => version === (line.sameAs ?? line.version) - 1);
    const undone = await manager.flowPlan.undo({ gateId: HN, basedOn: line.version, reason: 'it was wrong' });
    const now = await newest();
    expect(now).toMatchObject({ version: undone, content: before?.content, reason: 'it was wrong' });
    steps.push(undone);
  }
  expect(steps.length).toBeGreaterThanOrEqual(2);
  expect((await newest()).content).toEqual(first);
  const { version } = await newest();
  await expect(manager.flowPlan.undo({ gateId: HN, basedOn: version, reason: 'once more' })).rejects.toThrow(
    'AP-NONE',
  );
  const both = await (async () => {
    const saved = await save(await another(), version);
    return Promise.allSettled(
      [1, 2].map((n) => manager.flowPlan.undo({ gateId: HN, basedOn: saved, reason: `it was wrong ${n}` })),
    );
  })();
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('FL-14 before it is saved a plan says who moves and by how much, and writes nothing', async () => {
  const plates = [freshPlate(), freshPlate(), freshPlate()];
  for (const plate of plates)
    await house.call(house.people.declarant).declaration.submit({
      submission: submission({ plate }),
      clientKey: randomUUID(),
    });
  const { version, content } = await newest();
  const same = await supervisor.flowPlan.preview({ gateId: HN, content });
  expect(same.export).toMatchObject({ later: [], sooner: [], unmoved: same.export.holders });
  expect(same.export.places.after).toBe(same.export.places.before);
  if (gate === null) throw new Error('no gate');
  const longer = extendToday(content.calendar, gate, house.clock.at, 2);
  const open = await supervisor.flowPlan.preview({
    gateId: HN,
    content: { ...content, calendar: longer ?? [] },
  });
  expect(open.export.places.after).toBeGreaterThan(open.export.places.before);
  const shut = await supervisor.flowPlan.preview({
    gateId: HN,
    content: {
      ...content,
      calendar: [
        ...content.calendar,
        {
          gates: null,
          routes: null,
          directions: null,
          classes: null,
          from: '2026-11-22',
          to: '2026-11-30',
          zone: 'Asia/Ho_Chi_Minh',
          effect: { kind: 'closed', windows: [{ from: '00:00', to: '24:00' }] },
          source: '',
        },
      ],
    },
  });
  expect(shut.export.places.after).toBe(0);
  expect(shut.export.later.length + shut.export.unmoved).toBe(shut.export.holders);
  for (const moved of shut.export.later)
    expect(moved).toMatchObject({ to: null, plate: expect.stringMatching(/\w/) });
  expect((await newest()).version).toBe(version);
});
