import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crossing } from '@/db/schema/crossing';
import { dayOf } from '@/domain/report/home-day';
import { type CrossingId, stepIdSchema } from '@/domain/shared/identity';
import { rebuildProjections } from '../log/rebuild-projections';
import { readOrder } from '../report/read-order';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission } from '../testing/api-house';
import type { FakeTablet } from '../testing/fake-tablet';
import { HN } from '../testing/gate-house';

const MINUTE = 60_000;
const [PARK, ZONE] = ['Viettel Logistics Park', 'Khu phi thuế quan'] as const;
const gate = { gateId: HN };
const EXPORT = { ...gate, direction: 'export' } as const;
let house: ApiHouse;
let supervisor: Caller;
let tablet: FakeTablet;

type Made = { readonly crossingId: CrossingId; readonly plate: string };
const declare = async (): Promise<Made> => {
  const plate = freshPlate();
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome));
  return { crossingId: outcome.crossingId, plate: plate.replace(/[-.]/g, '') };
};
const arrive = async ({ crossingId }: Made, yard: string | null) => {
  house.clock.at += MINUTE;
  tablet.wall = house.clock.at;
  tablet.write({
    ...tablet.envelope(crossingId),
    type: 'step.confirmed',
    step: stepIdSchema.parse('staging-arrival'),
    body: { note: null, ...(yard === null ? {} : { yard }) },
  });
  await tablet.push(house.exchange);
};
const queue = async () => (await supervisor.flow.picture(gate)).queues.export;
/** A report ends with the moment it is made at. */
const order = () =>
  readOrder(
    { db: house.database.app, now: house.clock.at + MINUTE, actor: null },
    { gateId: HN, day: dayOf(house.clock.at) },
  );

let made: readonly Made[] = [];
beforeAll(async () => {
  house = await apiHouse();
  supervisor = house.call(house.people.supervisor);
  tablet = await house.tabletAt(HN, 'yard');
  for (let n = 0; n < 5; n += 1) made = [...made, await declare()];
  for (const [n, each] of made.entries()) await arrive(each, n === 4 ? null : n % 2 === 0 ? PARK : ZONE);
});
afterAll(() => house.close());

test('GA-9 GA-11 the yard of a tick stands in the file, the queue and on the board, and rebuilding gives the same', async () => {
  const [first] = made;
  if (first === undefined) throw new Error('nobody');
  const [{ arrivedAt } = { arrivedAt: null }] = await house.database.owner
    .select({ arrivedAt: crossing.arrivedAt })
    .from(crossing)
    .where(eq(crossing.crossingId, first.crossingId));
  expect(arrivedAt).not.toBeNull();
  const file = await supervisor.control.crossing({ ...gate, crossingId: first.crossingId });
  expect(file.state.yard).toEqual({ name: PARK, since: arrivedAt });
  const { line, yards } = await queue();
  expect(line.map(({ yard }) => yard)).toEqual([PARK, ZONE, PARK, ZONE, null]);
  expect(yards.map(({ yard, standing }) => [yard, standing])).toEqual([
    [ZONE, 2],
    [PARK, 2],
    [null, 1],
  ]);
  const board = await supervisor.board.gate(gate);
  expect(board.yards).toEqual([
    { name: ZONE, kind: 'staging', standing: 2, places: 900 },
    { name: PARK, kind: 'staging', standing: 2, places: null },
  ]);
  const rows = () =>
    house.database.owner
      .select({ id: crossing.crossingId, yard: crossing.yard, since: crossing.yardSince })
      .from(crossing)
      .orderBy(crossing.crossingId);
  const before = await rows();
  await house.database.owner.execute(sql`update crossing set yard = null, yard_since = null`);
  await rebuildProjections(house.database.app, HN, { mend: true, now: house.clock.at });
  expect(await rows()).toEqual(before);
});

test('GA-13 GA-14 a call from one yard takes who stands there, and keeps what it knew', async () => {
  const called = await supervisor.flow.callNext({ ...EXPORT, count: 2, yard: PARK });
  expect(called.vehicles.map(({ plate }) => plate)).toEqual([made[0]?.plate, made[2]?.plate]);
  const { calls } = await order();
  expect(calls).toMatchObject([{ yard: PARK, vehicles: 2, audit: 'known', outOfTurn: [] }]);
});

test('GA-12 meanwhile the other yard waits, until the first have come in', async () => {
  const { batch, yards } = await queue();
  expect(batch.limitedBy).toBe('other-yard');
  expect(yards.find(({ yard }) => yard === ZONE)?.sendAt).toBeGreaterThan(house.clock.at);
});

test('GA-15 what is kept cannot be changed by the application, and a change by others is said', async () => {
  await expect(house.gate((tx) => tx.execute(sql`update call_knew set made_at = 0`))).rejects.toThrow();
  await house.database.owner.execute(sql`update call_knew set knew = jsonb_set(knew, '{position}', '7')`);
  expect((await order()).calls).toMatchObject([{ audit: 'altered', outOfTurn: [] }]);
});
