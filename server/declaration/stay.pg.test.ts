import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crossingIdSchema } from '@/domain/shared/identity';
import { occurredAt } from '@/domain/sync/hlc';
import { type ApiHouse, apiHouse, freshPlate, submission } from '../testing/api-house';
import type { FakeTablet } from '../testing/fake-tablet';
import { HN } from '../testing/gate-house';

const HOUR = 3_600_000;
let house: ApiHouse;
let tablet: FakeTablet;
beforeAll(async () => {
  house = await apiHouse();
  tablet = await house.tablet();
});
afterAll(() => house.close());

async function declare(over: Parameters<typeof submission>[0], continues: string | null = null) {
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ trailer: '', ...over }),
    clientKey: randomUUID(),
    extras: { continues: continues === null ? null : crossingIdSchema.parse(continues) },
  });
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome));
  return outcome;
}
const tick = async (crossingId: string, step: string) => {
  const event = tablet.confirm(crossingIdSchema.parse(crossingId), step);
  await tablet.push(house.exchange);
  return occurredAt(event);
};
/** What firm, driver and officer are told of it. */
async function told({ crossingId, token }: { crossingId: string; token: string }) {
  const mine = await house.call(house.people.declarant).declaration.mine();
  const status = await house.call({ kind: 'anonymous' }).pass.status({ token });
  const file = await house.call(house.people.supervisor).control.crossing({ gateId: HN, crossingId });
  return {
    firm: mine.find((one) => one.crossingId === crossingId)?.stay ?? null,
    driver: status.stay,
    officer: file.stay,
  };
}

test('DE-8 firm, driver and officer are told the same limit, and that it is near, over and kept', async () => {
  const plate = freshPlate();
  const out = await declare({ plate, tripBack: 'có' });
  expect(await told(out)).toEqual({ firm: null, driver: null, officer: null });
  const leftAt = await tick(out.crossingId, 'line-exit');
  const endsAt = leftAt + 36 * HOUR;
  const expectAll = async (of: typeof out, stay: object | null, firm: object | null = stay) => {
    const { firm: list, driver, officer } = await told(of);
    expect(driver).toEqual(stay);
    expect(officer).toEqual(stay);
    expect(list).toEqual(firm);
  };
  const running = { limitHours: 36, leftAt, endsAt, backAt: null };
  await expectAll(out, { ...running, status: 'within' });
  house.clock.at = endsAt - HOUR;
  await expectAll(out, { ...running, status: 'ending' });
  const back = await declare({ plate, direction: 'nhập', gate: 'Hữu Nghị' }, out.crossingId);
  // Its own trip counts nothing; whoever looks at it is told of the one it ends.
  await expectAll(back, { ...running, status: 'ending' }, null);
  house.clock.at = endsAt + HOUR;
  await expectAll(out, { ...running, status: 'over' });
  tablet.wall = endsAt + HOUR;
  const backAt = await tick(back.crossingId, 'gate-entry');
  await expectAll(out, { ...running, backAt, status: 'back-late' });
  await expectAll(back, { ...running, backAt, status: 'back-late' }, null);
});

test('DE-8 a lorry that brings nothing back has 24 hours, and a stranger to the plate is told nothing', async () => {
  const out = await declare({ plate: freshPlate() });
  const leftAt = await tick(out.crossingId, 'line-exit');
  house.clock.at = leftAt + HOUR;
  expect((await told(out)).driver).toMatchObject({ limitHours: 24, endsAt: leftAt + 24 * HOUR });
  const other = await declare({ plate: freshPlate(), direction: 'nhập', gate: 'Hữu Nghị' });
  expect(await told(other)).toEqual({ firm: null, driver: null, officer: null });
});
