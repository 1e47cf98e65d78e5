import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { type YardHouse, yardHouse } from '../testing/yard-house';

const DAY = 24 * 3_600_000;
const gate = { gateId: HN };
const EXPORT = { ...gate, direction: 'export' } as const;
let house: YardHouse;
let supervisor: Caller;
beforeAll(async () => {
  house = await yardHouse();
  supervisor = house.call(house.people.supervisor);
});
afterAll(() => house.close());

const queue = async () => (await supervisor.flow.picture(gate)).queues.export;
const stageOf = async (crossingId: string) =>
  (await supervisor.control.crossing({ ...gate, crossingId })).state.stage;

test('FL-40 a vehicle that does not come is shown as missed for weeks, is not under way, and can be taken back', async () => {
  const [absent, back, gone] = [await house.staged(), await house.staged(), await house.staged()];
  const { call } = await supervisor.flow.callNext({ ...EXPORT, count: 3, yard: 'Viettel' });
  await supervisor.flow.recall({ ...gate, call, crossingIds: [back.crossingId], reason: 'a flat tyre' });
  house.yard.wall = house.clock.at;
  house.yard.write({
    ...house.yard.envelope(gone.crossingId),
    type: 'crossing.turned-back',
    body: { reason: 'papers' },
  });
  await house.yard.push(house.exchange);
  expect((await queue()).out).toBe(1);
  house.clock.at += 20 * DAY;
  // A call of today is another one, and the round goes on from it.
  const another = await supervisor.flow.callNext({ ...EXPORT, count: 1, yard: 'Viettel' });
  const { calls, out } = await queue();
  expect(calls.map(({ id }) => id)).toEqual([another.call, call]);
  const states = new Map(calls[1]?.vehicles.map(({ crossingId, state }) => [crossingId, state]));
  expect([absent, back, gone].map(({ crossingId }) => states.get(crossingId))).toEqual([
    'missed',
    'recalled',
    'arrived',
  ]);
  expect(out).toBe(1);
  const { recalled } = await supervisor.flow.recall({
    ...gate,
    call,
    crossingIds: [absent.crossingId],
    reason: 'never came',
  });
  expect([recalled, await stageOf(absent.crossingId)]).toEqual([1, 'staging']);
  // Whom today's call has called stays called.
  expect([another.vehicles[0]?.crossingId, await stageOf(back.crossingId)]).toEqual([
    back.crossingId,
    'called',
  ]);
  // Its driver reads that, and not that nobody calls him.
  house.clock.at += 60_000;
  const phone = house.call({ kind: 'anonymous' });
  expect((await phone.pass.status({ token: absent.token })).turn?.call).toMatchObject({
    state: 'recalled',
    reason: 'never came',
  });
});
