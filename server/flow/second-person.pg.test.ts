import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlanContent } from '@/domain/flow/flow-plan';
import type { CrossingId } from '@/domain/shared/identity';
import { nextVersion } from '@/domain/shared/versions';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission } from '../testing/api-house';
import type { FakeTablet } from '../testing/fake-tablet';
import { HN } from '../testing/gate-house';
import { readPlanVersions } from './read-flow-plan';
import { insertPlan } from './write-flow-plan';

const MINUTE = 60_000;
const gate = { gateId: HN };
const EXPORT = { ...gate, direction: 'export' } as const;
let house: ApiHouse;
let supervisor: Caller;
let manager: Caller;
let yard: FakeTablet;

const FRUIT = { goodsName: 'Xoài tươi', hsCode: '0804.50' };
const PARTS = { goodsName: 'Linh kiện', hsCode: '8708.99' };
type Made = { readonly crossingId: CrossingId; readonly token: string };
/** Declared, and into the yard a minute later. */
async function staged(goods: typeof FRUIT): Promise<Made> {
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate(), ...goods }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome));
  house.clock.at += MINUTE;
  yard.wall = house.clock.at;
  yard.confirm(outcome.crossingId, 'staging-arrival');
  await yard.push(house.exchange);
  return outcome;
}
const change = (over: (content: PlanContent) => Partial<PlanContent>) =>
  house.gate(async (tx) => {
    const history = await readPlanVersions(tx, HN);
    const content = history.at(-1)?.content;
    if (content === undefined) throw new Error('no plan');
    const author = { madeAt: house.clock.at, madeBy: 'test', reason: 'a test' };
    await insertPlan(tx, HN, nextVersion(history, { ...content, ...over(content) }, author));
  });
const hold = async (of: Made) => {
  yard.wall = house.clock.at;
  yard.write({ ...yard.envelope(of.crossingId), type: 'hold.placed', body: { reason: 'papers' } });
  await yard.push(house.exchange);
};
const stageOf = async ({ crossingId }: Made) =>
  (await supervisor.control.crossing({ ...gate, crossingId })).state.stage;
const queue = async () => (await supervisor.flow.picture(gate)).queues.export;

beforeAll(async () => {
  house = await apiHouse();
  supervisor = house.call(house.people.supervisor);
  manager = house.call(house.people.gateManager);
  yard = await house.tabletAt(HN, 'yard');
  // Every call of three or more is a large one here.
  await manager.flow.limitClass({ ...EXPORT, class: 'dangerous', perHour: 9, until: null, reason: 'a plan' });
  await change(() => ({ secondPersonFrom: 3 }));
});
afterAll(() => house.close());

test('FL-26 a hold or a lever that came after the proposal keeps back whom it concerns, with its reason; the others are called', async () => {
  const [fruit, held, first, second] = [
    await staged(FRUIT),
    await staged(PARTS),
    await staged(PARTS),
    await staged(PARTS),
  ];
  const { call, status, vehicles } = await supervisor.flow.callNext({ ...EXPORT, count: 9, yard: 'Viettel' });
  expect([status, vehicles.length]).toEqual(['waits-for-second', 4]);
  house.clock.at += MINUTE;
  await manager.flow.limitClass({
    ...EXPORT,
    class: 'perishable',
    perHour: 0,
    until: null,
    reason: 'fruit is stopped over there',
  });
  await hold(held);
  await manager.flow.approve({ ...gate, call });
  expect(await Promise.all([fruit, held, first, second].map(stageOf))).toEqual([
    'staging',
    'staging',
    'called',
    'called',
  ]);
  const [picture] = (await queue()).calls;
  expect(picture).toMatchObject({ id: call, status: 'sent', recallReasons: ['on-hold', 'class-limit'] });
  const states = new Map(picture?.vehicles.map(({ crossingId, state }) => [crossingId, state]));
  expect([fruit, held, first, second].map(({ crossingId }) => states.get(crossingId))).toEqual([
    'recalled',
    'recalled',
    'called',
    'called',
  ]);
  // Each driver reads the reason of his own vehicle.
  house.clock.at += MINUTE;
  const phone = house.call({ kind: 'anonymous' });
  const reasons = await Promise.all(
    [fruit, held].map(async ({ token }) => (await phone.pass.status({ token })).turn?.call?.reason),
  );
  expect(reasons).toEqual(['class-limit', 'on-hold']);
});
