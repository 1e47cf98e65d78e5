import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addStep, changeStep, removeStep } from '@/domain/process/edit-process';
import type { Process } from '@/domain/process/process';
import { stepIdSchema } from '@/domain/shared/identity';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission } from '../testing/api-house';
import { HN } from '../testing/gate-house';

const ID = 'hn-export-loaded';
const NAME = { vi: 'Cân xe', en: 'Weighing', zh: '称重' };
let house: ApiHouse;
let manager: Caller;
let supervisor: Caller;

beforeAll(async () => {
  house = await apiHouse();
  manager = house.call(house.people.gateManager);
  supervisor = house.call(house.people.supervisor);
});
afterAll(() => house.close());

const open = (caller = manager) => caller.process.open({ gateId: HN, processId: ID });
const newest = async (): Promise<Process> => {
  const [version] = (await open()).versions;
  if (version === undefined) throw new Error('no version');
  return version.document;
};
const declare = async () => {
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate() }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome));
  return outcome.crossingId;
};
const processOfCrossing = async (crossingId: string) =>
  (await supervisor.control.crossing({ gateId: HN, crossingId })).state.declared?.process;

test('PR-17 a gate lists a process for each direction and kind, with what is under way and being written', async () => {
  const lines = await supervisor.process.list({ gateId: HN });
  expect(lines).toHaveLength(12);
  expect(lines.every((line) => line.version === 1 && line.draftSavedAt === null)).toBe(true);
  await declare();
  const line = (await supervisor.process.list({ gateId: HN })).find(({ id }) => id === ID);
  expect(line).toMatchObject({ underway: 1, direction: 'export', kind: 'loaded' });
});

test('PR-17 what is written is kept with its faults; over the work of another nobody saves unknowingly', async () => {
  const written = changeStep(await newest(), stepIdSchema.parse('gate-entry'), { agencies: [] });
  expect(await manager.process.saveDraft({ gateId: HN, document: written, revision: 0 })).toBe(1);
  await expect(manager.process.saveDraft({ gateId: HN, document: written, revision: 0 })).rejects.toThrow(
    'AP-DONE',
  );
  const both = await Promise.allSettled(
    [1, 1].map((revision) => manager.process.saveDraft({ gateId: HN, document: written, revision })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const { draft } = await open(supervisor);
  expect(draft).toMatchObject({ revision: 2, document: written, savedAt: house.clock.at });
  await manager.process.discardDraft({ gateId: HN, processId: ID });
  expect((await open()).draft).toBeNull();
});

test('PR-18 a new version holds for whoever is declared from now on, and tablets get it; who began under the old keeps it', async () => {
  const before = await declare();
  const tablet = await house.tabletAt(HN, 'customs');
  await tablet.pull(house.exchange);
  const document = addStep(await newest(), NAME, stepIdSchema.parse('gate-entry'));
  await expect(
    manager.process.publish({
      gateId: HN,
      document: removeStep(document, stepIdSchema.parse('line-exit')),
      basedOn: 1,
      reason: 'no end',
    }),
  ).rejects.toThrow('AP-INPUT');
  const publish = () =>
    manager.process.publish({ gateId: HN, document, basedOn: 1, reason: 'a weighbridge was built' });
  const both = await Promise.allSettled([publish(), publish()]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await processOfCrossing(await declare())).toEqual({ id: ID, version: 2 });
  expect(await processOfCrossing(before)).toEqual({ id: ID, version: 1 });
  const told = (await tablet.pull(house.exchange)).pages.processes.upserts;
  expect(told.map(({ id, version }) => [id, version])).toContainEqual([ID, 2]);
  expect(told.find(({ version }) => version === 2)?.steps.map(({ name }) => name.en)).toContain('Weighing');
  const { versions, draft } = await open();
  expect(versions.map(({ document: { version }, reason, underway }) => [version, reason, underway])).toEqual([
    [2, 'a weighbridge was built', 1],
    [1, null, 2],
  ]);
  expect(draft).toBeNull();
});

test('PR-18 a document stays what it is about, whatever is sent', async () => {
  const document = { ...(await newest()), direction: 'import' as const, kind: 'empty' as const, version: 77 };
  expect(
    await manager.process.publish({ gateId: HN, document, basedOn: 2, reason: 'of something else' }),
  ).toBe(3);
  expect(await newest()).toMatchObject({ id: ID, direction: 'export', kind: 'loaded', version: 3 });
});

test('PR-16 a version is tried on what happened since yesterday', async () => {
  const crossingId = await declare();
  const customs = await house.tabletAt(HN, 'customs');
  customs.write({
    ...customs.envelope(crossingId),
    type: 'step.confirmed',
    step: stepIdSchema.parse('gate-entry'),
    body: { note: null },
  });
  await customs.push(house.exchange);
  const document = removeStep(await newest(), stepIdSchema.parse('gate-entry'));
  const trial = await supervisor.process.trial({ gateId: HN, document });
  expect(trial).toMatchObject({ crossings: 1, endedBefore: 0, isCut: false });
  expect(trial.unknownSteps).toEqual([{ step: 'gate-entry', crossings: 1, examples: [crossingId] }]);
  house.clock.at += 3 * 86_400_000;
  expect((await supervisor.process.trial({ gateId: HN, document })).crossings).toBe(0);
});
