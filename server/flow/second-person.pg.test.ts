import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { FRUIT, PARTS, type Staged, type YardHouse, yardHouse } from '../testing/yard-house';

const MINUTE = 60_000;
const gate = { gateId: HN };
const EXPORT = { ...gate, direction: 'export' } as const;
let house: YardHouse;
let supervisor: Caller;
let manager: Caller;

const stageOf = async ({ crossingId }: Staged) =>
  (await supervisor.control.crossing({ ...gate, crossingId })).state.stage;
const queue = async () => (await supervisor.flow.picture(gate)).queues.export;

beforeAll(async () => {
  house = await yardHouse();
  supervisor = house.call(house.people.supervisor);
  manager = house.call(house.people.gateManager);
  // Every call of three or more is a large one here.
  await house.changePlan(() => ({ secondPersonFrom: 3 }));
});
afterAll(() => house.close());

test('FL-26 a hold or a lever that came after the proposal keeps back whom it concerns, with its reason; the others are called', async () => {
  const [fruit, held, first, second] = [
    await house.staged(FRUIT),
    await house.staged(PARTS),
    await house.staged(PARTS),
    await house.staged(PARTS),
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
  await house.hold(held);
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
