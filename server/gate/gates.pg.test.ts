import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { GateEntry } from '@/domain/gate/gate-entry';
import { blankGate } from '@/domain/gate/gate-versions';
import { BUILT_IN_GATES, forgetGates, gateById, gateTable } from '@/domain/gate/gates';
import { addStep } from '@/domain/process/edit-process';
import { gateIdSchema, stepIdSchema } from '@/domain/shared/identity';
import { pullResponseSchema } from '@/domain/sync/protocol';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { refreshGates } from './read-gates';

const NEW = gateIdSchema.parse('BNGHIA');
const added: GateEntry = {
  ...blankGate(BUILT_IN_GATES),
  code: NEW,
  vi: 'Bản Nghĩa',
  en: 'Ban Nghia',
  zh: '板义',
  counterpart: { vi: 'Bình Nhi', zh: '平而' },
};
const gates = [added, ...BUILT_IN_GATES];
const reason = 'a sub-gate was opened';
let house: ApiHouse;
let province: Caller;

beforeAll(async () => {
  house = await apiHouse();
  province = house.call(house.people.manager);
});
afterEach(forgetGates);
afterAll(() => house.close());

test('GA-3 of two administrators who began from one version the second is told so; a repeated try is the same', async () => {
  const both = await Promise.allSettled(
    ['the first', 'the second'].map((why) => province.gates.save({ gates, basedOn: 0, reason: why })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [newest, first] = await province.gates.versions();
  expect(newest).toMatchObject({ version: 1, sameAs: null, madeAt: house.clock.at });
  expect(first).toMatchObject({ version: 0, madeAt: null, madeBy: null, content: BUILT_IN_GATES });
  expect(await province.gates.save({ gates, basedOn: 0, reason: newest?.reason ?? '' })).toBe(1);
  const typed = [{ ...added, vi: `${added.vi} ` }, ...BUILT_IN_GATES];
  expect(await province.gates.save({ gates: typed, basedOn: 0, reason: newest?.reason ?? '' })).toBe(1);
  await expect(province.gates.save({ gates: gates.slice(1), basedOn: 1, reason })).rejects.toThrow(
    'AP-INPUT',
  );
});

test('GA-7 another process has the table when it looks; who knows it is told nothing', async () => {
  expect(gateById(NEW)).toBeNull();
  await refreshGates(house.database.app);
  expect(gateById(NEW)?.vi).toBe('Bản Nghĩa');
  expect(gateTable().version).toBe(1);
  const told = await house.call(house.people.declarant).gates.current({ known: 0 });
  expect(told).toEqual({ version: 1, gates });
  expect(await province.gates.current({ known: 1 })).toBeNull();
});

test('GA-7 a tablet is told the table with its next exchange, an older one is not', async () => {
  await refreshGates(house.database.app);
  const tablet = await house.tabletAt(HN, 'customs');
  const answer = await tablet.pull(house.exchange);
  expect(answer.gates).toEqual({ version: 1, gates });
  expect(pullResponseSchema.safeParse(answer).success).toBe(true);
  expect((await tablet.pull(house.exchange, { gates: 1 })).gates).toBeUndefined();
  expect((await tablet.pull(house.exchange, { protocol: 3 })).gates).toBeUndefined();
});

test('GA-6 a gate that was added is worked with at once: declared for, its process edited, its crossing tied to the version', async () => {
  await refreshGates(house.database.app);
  const declare = async () => {
    const outcome = await house.call(house.people.declarant).declaration.submit({
      submission: submission({ plate: freshPlate(), gate: 'Bản Nghĩa' }),
      clientKey: randomUUID(),
    });
    if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome));
    return outcome;
  };
  const processId = 'bnghia-export-loaded';
  const filed = await declare();
  const opened = await province.process.open({ gateId: NEW, processId });
  const [version] = opened.versions;
  if (version === undefined) throw new Error('no process');
  const weighing = { vi: 'Cân xe', en: 'Weighing', zh: '称重' };
  const document = addStep(version.document, weighing, stepIdSchema.parse('gate-entry'));
  expect(
    await province.process.publish({ gateId: NEW, document, basedOn: 1, reason: 'its own process' }),
  ).toBe(2);
  const later = await declare();
  const processOf = async (crossingId: string) =>
    (await province.control.crossing({ gateId: NEW, crossingId })).state.declared?.process.version;
  expect([await processOf(filed.crossingId), await processOf(later.crossingId)]).toEqual([1, 2]);
  const board = await province.board.gate({ gateId: NEW });
  expect(board.counts.export.declared).toBe(2);
  expect(await province.board.province()).toHaveLength(gates.length);
});

test('GA-4 GA-6 taken back, an added gate is closed: nothing begins there, what was filed stays', async () => {
  await refreshGates(house.database.app);
  expect(await province.gates.undo({ basedOn: 1, reason: 'not yet' })).toBe(2);
  expect(gateById(NEW)).toMatchObject({ closed: true });
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate(), gate: 'Bản Nghĩa' }),
    clientKey: randomUUID(),
  });
  expect(outcome).toMatchObject({ kind: 'faults', faults: [{ field: 'gate', code: 'ID-CLOSED' }] });
  expect((await province.board.gate({ gateId: NEW })).counts.export.declared).toBe(2);
});

test('GA-5 which gates there are is the province’s to say', async () => {
  for (const person of [house.people.gateManager, house.people.supervisor, house.people.declarant])
    await expect(house.call(person).gates.save({ gates, basedOn: 2, reason })).rejects.toThrow('AP-MAY');
});
