import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flowBand, flowForecast } from '@/db/schema/flow';
import { leverLimit } from '@/domain/flow/levers';
import type { CrossingId } from '@/domain/shared/identity';
import { nextVersion } from '@/domain/shared/versions';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { rebuildProjections } from '../log/rebuild-projections';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission } from '../testing/api-house';
import type { FakeTablet } from '../testing/fake-tablet';
import { HN } from '../testing/gate-house';
import { learnAtFullHour } from './learn-bands';
import { readPlanVersions } from './read-flow-plan';
import { insertPlan } from './write-flow-plan';

const MINUTE = 60_000;
const gate = { gateId: HN };
const EXPORT = { ...gate, direction: 'export' } as const;
let house: ApiHouse;
let supervisor: Caller;
let manager: Caller;
let yard: FakeTablet;
let guard: FakeTablet;

type Made = { readonly crossingId: CrossingId; readonly token: string; readonly plate: string };

async function declare(): Promise<Made> {
  const plate = freshPlate();
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome));
  return { crossingId: outcome.crossingId, token: outcome.token, plate: plate.replace(/[-.]/g, '') };
}
/** Into the staging yard, in the order given, a minute apart. */
async function stage(vehicles: readonly Made[]): Promise<void> {
  for (const { crossingId } of vehicles) {
    house.clock.at += MINUTE;
    yard.wall = house.clock.at;
    yard.confirm(crossingId, 'staging-arrival');
  }
  await yard.push(house.exchange);
}
const queue = async () => (await supervisor.flow.picture(gate)).queues.export;
const stageOf = async (crossingId: string) =>
  (await supervisor.control.crossing({ ...gate, crossingId })).state.stage;
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  );

let vehicles: readonly Made[] = [];
beforeAll(async () => {
  house = await apiHouse();
  supervisor = house.call(house.people.supervisor);
  manager = house.call(house.people.gateManager);
  yard = await house.tabletAt(HN, 'yard');
  guard = await house.tabletAt(HN, 'border-guard');
  for (let n = 0; n < 5; n += 1) vehicles = [...vehicles, await declare()];
  await stage(vehicles);
});
afterAll(() => house.close());

test('FL-43 the control room sees the yard in its order, everybody with a time, and how many to call', async () => {
  const { line, batch, staging, acceptance, twoStage, open } = await queue();
  expect(line.map(({ plate }) => plate)).toEqual(vehicles.map(({ plate }) => plate));
  expect(line.every(({ liveAt }) => liveAt !== null)).toBe(true);
  expect(line[1]?.because).toMatchObject({ code: 'earlier-place' });
  expect([batch, staging.standing, twoStage]).toEqual([{ size: 5, limitedBy: 'nobody', mayGo: 5 }, 5, true]);
  expect(acceptance.source).toBe('assumed');
  expect(open[0]?.to).toBe(house.clock.at - (house.clock.at % (24 * 3_600_000)) + 13 * 3_600_000);
});

test('FL-45 a call takes the next in order and nobody else, is recorded with its reasons, and reaches tablets', async () => {
  await guard.pull(house.exchange);
  const {
    call,
    status,
    vehicles: called,
  } = await supervisor.flow.callNext({ ...EXPORT, count: 2, yard: 'Viettel' });
  expect([status, called.map(({ plate }) => plate)]).toEqual([
    'sent',
    vehicles.slice(0, 2).map(({ plate }) => plate),
  ]);
  expect(await stageOf(vehicles[0]?.crossingId ?? '')).toBe('called');
  const told = (await guard.pull(house.exchange)).pages.events.upserts;
  expect(told.map(({ type }) => type)).toEqual(['call.proposed', 'step.confirmed', 'step.confirmed']);
  const { calls, line, out } = await queue();
  expect(calls).toMatchObject([{ id: call, status: 'sent', yard: 'Viettel' }]);
  expect(calls[0]?.vehicles.map(({ state }) => state)).toEqual(['called', 'called']);
  expect([line.length, out]).toEqual([3, 2]);
  const [shown] = (await house.call(house.people.manager).board.province()).filter(
    ({ gateId }) => gateId === HN,
  );
  expect(shown?.counts.export.called).toBe(2);
});

test('FL-28 the driver hears on the phone and says that he comes; the yard says so for another', async () => {
  const [first, second] = vehicles;
  if (first === undefined || second === undefined) throw new Error('no vehicles');
  const phone = house.call({ kind: 'anonymous' });
  const turn = async (token: string) => (await phone.pass.status({ token })).turn;
  const { call } = (await turn(first.token)) ?? {};
  expect(call).toMatchObject({ state: 'called', reason: null });
  if (call === null || call === undefined) throw new Error('not called');
  await phone.pass.heard({ token: first.token, call: call.id, message: 'call' });
  await phone.pass.acknowledge({ token: first.token, call: call.id });
  await phone.pass.acknowledge({ token: first.token, call: call.id });
  await supervisor.flow.acknowledge({ ...gate, call: call.id, crossingIds: [second.crossingId] });
  const states = (await queue()).calls[0]?.vehicles.map(({ state }) => state);
  expect(states).toEqual(['acknowledged', 'acknowledged']);
  // Somebody else's pass opens nothing of this call.
  const third = vehicles[2]?.token ?? '';
  expect(await codeOf(phone.pass.acknowledge({ token: third, call: call.id }))).toBe('AP-NONE');
  expect(await codeOf(phone.pass.heard({ token: `${third}A`, call: call.id, message: 'call' }))).not.toBe(
    'done',
  );
});

test('FL-27 a recall puts them back in the yard with their place, reaches the tablets, and is owed to whom the call reached', async () => {
  const [first] = vehicles;
  const { calls } = await queue();
  const call = calls[0]?.id;
  if (call === undefined || first === undefined) throw new Error('no call');
  const { recalled } = await supervisor.flow.recall({
    ...gate,
    call,
    crossingIds: null,
    reason: 'the other side has closed',
  });
  expect(recalled).toBe(2);
  expect(await stageOf(first.crossingId)).toBe('staging');
  const told = (await guard.pull(house.exchange)).pages.events.upserts.map(({ type }) => type);
  expect(told.filter((type) => type === 'event.undone')).toHaveLength(2);
  expect(told).toContain('call.recalled');
  const after = await queue();
  expect(after.line.map(({ plate }) => plate)).toEqual(vehicles.map(({ plate }) => plate));
  expect(after.calls[0]).toMatchObject({
    status: 'recalled',
    toRecall: { drivers: 1, yards: 0 },
    recallReasons: ['the other side has closed'],
  });
  house.clock.at += MINUTE;
  const phone = house.call({ kind: 'anonymous' });
  expect((await phone.pass.status({ token: first.token })).turn?.call).toMatchObject({
    state: 'recalled',
    reason: 'the other side has closed',
  });
  await phone.pass.heard({ token: first.token, call, message: 'recall' });
  expect((await queue()).calls[0]?.toRecall).toEqual({ drivers: 0, yards: 0 });
  expect(await codeOf(supervisor.flow.recall({ ...gate, call, crossingIds: null, reason: 'again' }))).toBe(
    'AP-DONE',
  );
});

test('FL-26 a large call waits for another person, and who no longer waits then is not called', async () => {
  await manager.flow.limitClass({
    ...EXPORT,
    class: 'dangerous',
    perHour: 1,
    until: null,
    reason: 'a plan of our own',
  });
  const plan = (await supervisor.flow.picture(gate)).plan;
  expect([plan.version, plan.content.levers.length]).toEqual([1, 1]);
  const more = await Promise.all(Array.from({ length: 27 }, declare));
  await stage(more);
  const { call, status } = await supervisor.flow.callNext({ ...EXPORT, count: 32, yard: 'Viettel' });
  expect(status).toBe('waits-for-second');
  expect(await stageOf(more[3]?.crossingId ?? '')).toBe('staging');
  expect(await codeOf(supervisor.flow.approve({ ...gate, call }))).toBe('AP-SELF');
  const gone = vehicles[0]?.crossingId;
  if (gone === undefined) throw new Error('no vehicle');
  guard.wall = house.clock.at;
  guard.write({ ...guard.envelope(gone), type: 'crossing.turned-back', body: { reason: 'papers' } });
  await guard.push(house.exchange);
  await manager.flow.approve({ ...gate, call });
  expect(await codeOf(manager.flow.approve({ ...gate, call }))).toBe('AP-DONE');
  expect(await stageOf(more[3]?.crossingId ?? '')).toBe('called');
  const [picture] = (await queue()).calls;
  expect(picture?.status).toBe('sent');
  expect(picture?.vehicles.filter(({ state }) => state === 'called')).toHaveLength(31);
  await supervisor.flow.recall({ ...gate, call, crossingIds: null, reason: 'a drill' });
});

test('FL-27 taking back a call that waits for its second person leaves those called whom another call has called', async () => {
  const { call: large, status } = await supervisor.flow.callNext({ ...EXPORT, count: 31, yard: 'Viettel' });
  expect(status).toBe('waits-for-second');
  const small = await supervisor.flow.callNext({ ...EXPORT, count: 2, yard: 'Viettel' });
  const [first] = small.vehicles;
  if (first === undefined) throw new Error('nobody called');
  await supervisor.flow.recall({ ...gate, call: large, crossingIds: null, reason: 'too many at once' });
  expect(await stageOf(first.crossingId)).toBe('called');
  const states = (await queue()).calls.map(({ id, vehicles: of }) => [id, of[0]?.state]);
  expect(states.slice(0, 2)).toEqual([
    [small.call, 'called'],
    [large, 'recalled'],
  ]);
  await supervisor.flow.recall({ ...gate, call: small.call, crossingIds: null, reason: 'a drill' });
  expect(await stageOf(first.crossingId)).toBe('staging');
});

test('FL-22 a stopped class is not called, the others are, and lifting it brings it back in its place', async () => {
  await manager.flow.limitClass({
    ...EXPORT,
    class: 'perishable',
    perHour: 0,
    until: house.clock.at + 60 * MINUTE,
    reason: 'fruit is stopped over there',
  });
  expect((await queue()).batch).toEqual({ size: 0, limitedBy: 'lever', mayGo: 0 });
  expect(await codeOf(supervisor.flow.callNext({ ...EXPORT, count: 5, yard: 'Viettel' }))).toBe('AP-NONE');
  const lever = (await supervisor.flow.picture(gate)).plan.content.levers.find(
    ({ class: goods }) => goods === 'perishable',
  );
  if (lever === undefined) throw new Error('no lever');
  const { from, to, perHour } = lever;
  const lift = (reason: string, over: object = {}) =>
    manager.flow.liftLimit({
      ...EXPORT,
      class: 'perishable',
      lever: { from, to, perHour, ...over },
      reason,
    });
  // Only the lever that is named ends.
  expect(await codeOf(lift('another one', { from: from + 60 * MINUTE }))).toBe('AP-NONE');
  expect((await queue()).batch.limitedBy).toBe('lever');
  await lift('open again');
  expect(await codeOf(lift('twice'))).toBe('AP-NONE');
  const { batch, line } = await queue();
  expect(batch.size).toBeGreaterThan(10);
  expect(line[0]?.plate).toBe(vehicles[1]?.plate);
});

test('FL-22 a lever over both directions is limited anew and lifted in one of them, and one that is planned is lifted by itself', async () => {
  const now = house.clock.at;
  const both = { gates: null, routes: null, directions: null, class: 'livestock', to: null } as const;
  const holds = { ...both, from: now - MINUTE, perHour: 0, reason: 'an epidemic' };
  const planned = { ...both, from: now + 600 * MINUTE, perHour: 2, reason: 'a check of herds' };
  await house.gate(async (tx) => {
    const history = await readPlanVersions(tx, HN);
    const content = history.at(-1)?.content;
    if (content === undefined) throw new Error('no plan');
    const author = { madeAt: now, madeBy: 'test', reason: 'both ways' };
    await insertPlan(
      tx,
      HN,
      nextVersion(history, { ...content, levers: [...content.levers, holds, planned] }, author),
    );
  });
  const limitsAt = async (at: number) => {
    const { plan } = await supervisor.flow.picture(gate);
    return DIRECTIONS.map((direction) =>
      leverLimit(plan.content.levers, { gateId: HN, route: null, direction }, 'livestock', at),
    );
  };
  const lift = (lever: { from: number; to: number | null; perHour: number }) =>
    manager.flow.liftLimit({ ...EXPORT, class: 'livestock', lever, reason: 'lifted' });
  await manager.flow.limitClass({
    ...EXPORT,
    class: 'livestock',
    perHour: 5,
    until: now + 60 * MINUTE,
    reason: 'some may go',
  });
  expect(await limitsAt(now)).toEqual([5, 0]);
  await lift({ from: planned.from, to: null, perHour: 2 });
  expect(await limitsAt(now)).toEqual([5, 0]);
  expect(await limitsAt(planned.from)).toEqual([null, 0]);
  await lift({ from: now, to: now + 60 * MINUTE, perHour: 5 });
  expect(await limitsAt(now)).toEqual([null, 0]);
});

test('of two who call at once nobody is called twice', async () => {
  const before = (await queue()).line.map(({ plate }) => plate);
  const outcomes = await Promise.all(
    [supervisor, manager, supervisor].map((each) =>
      each.flow.callNext({ ...EXPORT, count: 4, yard: 'Viettel' }),
    ),
  );
  const called = outcomes.flatMap((outcome) => outcome.vehicles.map(({ plate }) => plate));
  expect(called.toSorted()).toEqual(before.slice(0, 12).toSorted());
});

test('projections follow from the log, calls and recalls included', async () => {
  const { differences } = await rebuildProjections(house.database.app, HN, {
    mend: false,
    now: house.clock.at,
  });
  expect(differences).toEqual([]);
});

test('FL-33 at a full hour a forecast is kept once, and the bands learn from it an hour later', async () => {
  const { app, owner } = house.database;
  const hour = Math.ceil(house.clock.at / 3_600_000) * 3_600_000;
  expect(await learnAtFullHour(app, HN, hour + MINUTE)).toBe(0);
  expect(await learnAtFullHour(app, HN, hour + 2 * MINUTE)).toBeNull();
  expect(await learnAtFullHour(app, HN, hour + 3_600_000)).toBe(2);
  const bands = await owner.select().from(flowBand);
  expect(bands.map(({ direction, hoursAhead, seen }) => [direction, hoursAhead, seen]).sort()).toEqual([
    ['export', 1, 1],
    ['import', 1, 1],
  ]);
  expect(await owner.select().from(flowForecast)).toHaveLength(4);
});

test('FL-40 of the calls of the day before those whose vehicles have not come are left, as missed, and the round goes on where it left it', async () => {
  const before = await queue();
  const isOut = ({ vehicles: of }: (typeof before.calls)[number]) =>
    of.some(({ state }) => state === 'called');
  const out = before.calls.filter(isOut).map(({ id }) => id);
  expect([out.length, before.out]).toEqual([3, 12]);
  house.clock.at += 30 * 60 * MINUTE;
  const after = await queue();
  expect(after.calls.map(({ id }) => id)).toEqual(out);
  expect(after.calls.flatMap(({ vehicles: of }) => of.map(({ state }) => state))).toEqual(
    Array.from({ length: 12 }, () => 'missed'),
  );
  expect(after.out).toBe(0);
  const phone = house.call({ kind: 'anonymous' });
  const turns = await Promise.all(
    vehicles.slice(1).map(async ({ token }) => (await phone.pass.status({ token })).turn?.call),
  );
  expect(turns.map((call) => call?.state)).toEqual(['missed', 'missed', 'missed', 'missed']);
  const { vehicles: called } = await supervisor.flow.callNext({ ...EXPORT, count: 1, yard: 'Viettel' });
  expect(called).toHaveLength(1);
});
