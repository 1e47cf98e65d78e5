import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crossing } from '@/db/schema/crossing';
import { slot, slotDraw, slotFirm, slotPlace, slotRecord, slotRound } from '@/db/schema/slot';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import { HN } from '../testing/gate-house';
import { type SlotHouse, slotHouse } from '../testing/slot-house';
import { forgetSlots } from './forget-slots';

const DAY_MS = 24 * HOUR_MS;
let house: SlotHouse;

beforeAll(async () => {
  house = await slotHouse();
});
afterAll(() => house.close());

/** Rows as they stand in every table of slots. */
async function rows() {
  const { owner } = house.database;
  const tables = { slot, slotFirm, slotPlace, slotRecord, slotRound, slotDraw };
  const counts: Record<string, number> = {};
  for (const [name, table] of Object.entries(tables))
    counts[name] = (await owner.select().from(table)).length;
  return counts;
}

test('GA-18 hours long past and whose place was which are let go, the public record stays, and again nothing happens', async () => {
  await house.open(3, 20);
  const [gone, standing] = await house.lorries(['firm-1', 'firm-1']);
  if (gone === undefined || standing === undefined) throw new Error('no lorries');
  for (const id of [gone, standing]) await house.take(id, 3);
  const { owner } = house.database;
  await owner.update(slotPlace).set({ state: 'came' });
  await owner.update(crossing).set({ endedAt: house.clock.at }).where(eq(crossing.crossingId, gone));
  const before = await rows();
  expect(before).toMatchObject({ slotPlace: 2, slotFirm: 1 });
  expect(before.slotRecord).toBeGreaterThan(0);
  const forget = (days: number) => forgetSlots(house.database.app, HN, house.clock.at + days * DAY_MS);
  expect(await forget(89)).toBe(0);
  expect(await rows()).toEqual(before);
  await owner.update(slot).set({ hourStart: 0 });
  await owner.update(slotFirm).set({ hourStart: 0 });
  await owner.update(slotPlace).set({ hourStart: 0 });
  expect(await forget(0)).toBeGreaterThan(2);
  const after = await rows();
  // Whoever still stands here keeps the place.
  expect(after).toEqual({ ...before, slot: 0, slotFirm: 0, slotPlace: 1 });
  expect((await owner.select().from(slotPlace)).map(({ crossingId }) => crossingId)).toEqual([standing]);
  expect(await forget(0)).toBe(0);
  expect(await rows()).toEqual(after);
});

test('GA-18 an hour that may still matter cannot be let go of, whatever a statement says', async () => {
  await house.open(4, 10);
  // The database goes by its own clock here.
  await house.database.owner.update(slot).set({ hourStart: hourOf(Date.now()) });
  await house.gate((tx) => tx.delete(slot));
  const left = await house.database.owner.select().from(slot);
  expect(left.length).toBeGreaterThan(0);
});
