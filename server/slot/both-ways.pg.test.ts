import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { slot, slotFirm, slotRound } from '@/db/schema/slot';
import type { CrossingId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import { HN } from '../testing/gate-house';
import { type SlotHouse, slotHouse } from '../testing/slot-house';
import { renewSlots, tendSlots } from './tend-slots';

/** Firms whose lorries go both ways within one hour: they have a share of each direction (SL-3). */
let house: SlotHouse;
beforeAll(async () => {
  house = await slotHouse();
});
afterAll(() => house.close());
// Hours that no other test has opened, all of them for one class of goods.
beforeEach(async () => {
  house.clock.at = hourOf(house.clock.at) + 5 * 24 * HOUR_MS;
  await renewSlots(house.database.app, HN, house.clock.at);
  await house.database.owner.update(slot).set({ capacity: 0, released: 0 }).where(eq(slot.class, 'other'));
});

const tend = () => tendSlots(house.database.app, HN, house.clock.at);
const lorries = (firm: string, count: number, direction: Direction = 'export') =>
  house.lorries(
    Array.from({ length: count }, () => firm),
    HN,
    direction,
  );
const take = async (of: readonly CrossingId[], hour: number) => {
  const kinds: string[] = [];
  for (const each of of) kinds.push((await house.take(each, hour)).kind);
  return kinds;
};
const statesOf = (of: readonly CrossingId[]) => Promise.all(of.map((each) => house.stateOf(each)));

/** An hour of which a release is still to come: ten exports and ten imports of it, three of each to one firm. */
const openBeforeRelease = async (exports: number, imports: number) => {
  await house.open(9, exports, 10);
  await house.open(9, imports, 10, 'import');
  return { hour: 9, releaseAt: house.hourNo(9) - 8 * HOUR_MS };
};
const sharesOf = async (firm: string) => {
  const rows = await house.database.owner.select().from(slotFirm).where(eq(slotFirm.firm, firm));
  return Object.fromEntries(rows.map(({ direction, booked }) => [direction, booked]));
};

test('SL-6 SL-3 a firm that has its share of the exports and asks for imports too gets no more exports, and the release is made', async () => {
  const { hour, releaseAt } = await openBeforeRelease(3, 0);
  const [firm, other] = ['ways-full', 'ways-small'];
  const held = await lorries(firm, 3);
  expect(await take(held, hour)).toEqual(['booked', 'booked', 'booked']);
  const [more, small, back] = [
    await lorries(firm, 2),
    await lorries(other, 3),
    await lorries(firm, 1, 'import'),
  ];
  for (const waiting of [more, small, back])
    expect(new Set(await take(waiting, hour))).toEqual(new Set(['waits']));
  expect(await sharesOf(firm)).toEqual({ export: 3, import: 0 });
  house.clock.at += HOUR_MS;
  await tend();
  const [round] = await house.database.owner
    .select()
    .from(slotRound)
    .where(eq(slotRound.releaseAt, releaseAt));
  expect(round?.drawnAt).toBe(house.clock.at);
  expect(await statesOf(more)).toEqual(['asked', 'asked']);
  expect(await statesOf(small)).toEqual(['booked', 'booked', 'booked']);
  expect(await statesOf(back)).toEqual(['booked']);
  expect(await house.contradictions()).toEqual([]);
});

test('SL-4 SL-6 what a firm holds of the imports takes nothing from its share of the exports, neither by draw nor in the line', async () => {
  const { hour: drawn } = await openBeforeRelease(0, 3);
  await house.open(3, 0, 10);
  await house.open(3, 3, 10, 'import');
  for (const [firm, hour] of [
    ['ways-drawn', drawn],
    ['ways-line', 3],
  ] as const) {
    expect(await take(await lorries(firm, 3, 'import'), hour)).toEqual(['booked', 'booked', 'booked']);
    expect(await take(await lorries(firm, 4), hour)).toEqual(['waits', 'waits', 'waits', 'waits']);
  }
  await house.open(3, 10, 10);
  house.clock.at += HOUR_MS;
  await tend();
  for (const firm of ['ways-drawn', 'ways-line'])
    expect(await sharesOf(firm)).toEqual({ export: 3, import: 3 });
  expect(await house.contradictions()).toEqual([]);
});
