import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import { pass } from '@/db/schema/pass';
import { vehiclePosition } from '@/db/schema/position';
import { cellOf } from '@/domain/position/cell';
import { POSITION_LIFE_MS, SHARE_EVERY_MS } from '@/domain/position/on-the-way';
import { eraseCrossingPersonal } from '../crossing/erase-crossing-personal';
import { ANONYMOUS, type ApiHouse, apiHouse, freshPlate, submission } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { forgetPositions } from './forget-positions';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const YARD = cellOf(21.93, 106.71);
const FAR = cellOf(21.63, 106.71);
const phone = () => house.call(ANONYMOUS).pass;
async function declared() {
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate() }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error('not issued');
  return { token: outcome.token, crossingId: outcome.crossingId };
}
const kept = (crossingId: string) =>
  inGate(house.database.app, { gateId: HN, actor: null }, (tx) =>
    tx.select().from(vehiclePosition).where(eq(vehiclePosition.crossingId, crossingId)),
  );
const events = async () =>
  (await inGate(house.database.app, { gateId: HN, actor: null }, (tx) => tx.select().from(event))).length;
const seenByFirm = async (crossingId: string) =>
  (await house.call(house.people.dispatcher).declaration.mine()).find(
    (mine) => mine.crossingId === crossingId,
  )?.seen ?? null;

test('PO-9 one field is kept, the newest, and nothing of it stands in the log', async () => {
  const { token, crossingId } = await declared();
  const before = await events();
  const first = await phone().sharePosition({ token, cell: FAR });
  expect(first).toMatchObject({ kind: 'kept', approach: { nearSince: null } });
  // Too soon: not looked at.
  await phone().sharePosition({ token, cell: YARD });
  expect(await kept(crossingId)).toMatchObject([FAR]);
  house.clock.at += SHARE_EVERY_MS;
  await phone().sharePosition({ token, cell: YARD });
  expect(await kept(crossingId)).toMatchObject([{ ...YARD, at: house.clock.at, nearSince: house.clock.at }]);
  expect(await events()).toBe(before);
});

test('PO-9 switching off deletes at once; a day deletes by itself', async () => {
  const { token, crossingId } = await declared();
  await phone().sharePosition({ token, cell: FAR });
  await phone().stopSharing({ token });
  expect(await kept(crossingId)).toEqual([]);
  await phone().sharePosition({ token, cell: FAR });
  await forgetPositions(house.database.app, HN, house.clock.at + POSITION_LIFE_MS - 1);
  expect(await kept(crossingId)).toHaveLength(1);
  await forgetPositions(house.database.app, HN, house.clock.at + POSITION_LIFE_MS);
  expect(await kept(crossingId)).toEqual([]);
});

test('PO-9 who has come shares nothing more, and what was kept goes', async () => {
  const { token, crossingId } = await declared();
  await phone().sharePosition({ token, cell: FAR });
  await inGate(house.database.app, { gateId: HN, actor: null }, (tx) =>
    tx.update(crossing).set({ arrivedAt: house.clock.at }).where(eq(crossing.crossingId, crossingId)),
  );
  house.clock.at += SHARE_EVERY_MS;
  expect(await phone().sharePosition({ token, cell: YARD })).toEqual({ kind: 'over' });
  expect(await kept(crossingId)).toEqual([]);
});

test('PO-9 who holds a pass that is revoked shares nothing in the place of who holds the new one', async () => {
  const { token, crossingId } = await declared();
  await phone().sharePosition({ token, cell: FAR });
  await inGate(house.database.app, { gateId: HN, actor: null }, (tx) =>
    tx.update(pass).set({ status: 'revoked' }).where(eq(pass.crossingId, crossingId)),
  );
  house.clock.at += SHARE_EVERY_MS;
  expect(await phone().sharePosition({ token, cell: YARD })).toEqual({ kind: 'over' });
  expect(await kept(crossingId)).toMatchObject([FAR]);
});

test('PO-9 erasing a crossing takes its position along', async () => {
  const { token, crossingId } = await declared();
  await phone().sharePosition({ token, cell: FAR });
  await inGate(house.database.app, { gateId: HN, actor: null }, (tx) =>
    eraseCrossingPersonal(tx, HN, crossingId),
  );
  expect(await kept(crossingId)).toEqual([]);
});

test('PO-8 an altered text shares nothing, and a finer place is no place', async () => {
  const { token } = await declared();
  await expect(phone().sharePosition({ token: `${token}A`, cell: FAR })).rejects.toMatchObject({
    message: 'AP-PASS',
  });
  await expect(phone().stopSharing({ token: `${token}A` })).rejects.toMatchObject({ message: 'AP-PASS' });
  const finer = phone().sharePosition({ token, cell: { north: 2163.5, east: 10_671 } });
  await expect(finer).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('PO-12 the firm and the control room see it with its age, another firm and the public do not', async () => {
  const { token, crossingId } = await declared();
  expect(await seenByFirm(crossingId)).toBeNull();
  await phone().sharePosition({ token, cell: FAR });
  expect(await seenByFirm(crossingId)).toMatchObject({ at: house.clock.at, nearSince: null });
  const others = await house.call(house.people.otherDeclarant).declaration.mine();
  expect(others.some((mine) => mine.crossingId === crossingId)).toBe(false);
  expect(JSON.stringify(await phone().status({ token }))).not.toContain('nearSince');
});
