import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CrossingId, crossingIdSchema } from '@/domain/shared/identity';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import { HN } from '../testing/gate-house';
import { type SlotHouse, slotHouse } from '../testing/slot-house';
import { postponeSlot } from './postpone-slot';
import { renewSlots, tendSlots } from './tend-slots';

/*
 * Whoever waits for the first of several rows must hold none of the later ones: then two who want the same rows wait for
 * each other in a line and never in a circle. Seen from outside: one row is held, and the others can still be had.
 */

let house: SlotHouse;
let outside: postgres.Sql;
beforeAll(async () => {
  house = await slotHouse();
  outside = postgres(house.database.ownerUrl, { max: 3, onnotice: () => undefined });
});
afterAll(async () => {
  await outside.end();
  await house.close();
});
beforeEach(() => {
  house.clock.at = hourOf(house.clock.at) + 5 * 24 * HOUR_MS;
});

const lorry = async (firm: string): Promise<CrossingId> => {
  const [id] = await house.lorries([firm]);
  return crossingIdSchema.parse(id);
};

/** Holds rows, lets `deed` run into them, and tells whether `others` can be had meanwhile. */
async function meets(held: string, deed: () => Promise<unknown>, others: string): Promise<'free' | 'held'> {
  let under: Promise<unknown> = Promise.resolve();
  const seen = await outside.begin(async (tx) => {
    await tx.unsafe(`${held} for update`);
    under = deed();
    for (let waits = false; !waits; ) {
      const rows = await outside`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      waits = rows.length > 0;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return outside.unsafe(`${others} for update nowait`).then(
      () => 'free' as const,
      () => 'held' as const,
    );
  });
  await under;
  return seen;
}

test('SL-12 who postpones holds the later hour only when it holds the earlier one', async () => {
  await house.open(4, 2, 10);
  await house.open(8, 2, 10);
  const mine = await lorry('postpones');
  await house.take(mine, 4);
  const at = (hour: number) => `select from slot where gate_id = 'HN' and hour_start = ${house.hourNo(hour)}`;
  const postpone = () =>
    postponeSlot(house.context, { gateId: HN, crossingId: mine, hours: 4, from: house.hourNo(4) });
  expect(await meets(at(4), postpone, at(8))).toBe('free');
  expect(await house.contradictions()).toEqual([]);
});

/** Somebody asks for an hour of the next release, and another, who came later, for an earlier one. */
async function beforeRelease(firm: string) {
  await renewSlots(house.database.app, HN, house.clock.at);
  await house.open(25, 0, 10);
  await house.open(9, 0, 10);
  const [first, second] = [await lorry(`${firm}-a`), await lorry(`${firm}-b`)];
  await house.take(first, 25);
  await house.take(second, 9);
  const hours = [9, 25, 49].map((hour) => house.hourNo(hour));
  house.clock.at += HOUR_MS;
  return { first, second, hours, release: () => tendSlots(house.database.app, HN, house.clock.at) };
}

test('SL-12 a release holds those who ask in the order in which those who press are held', async () => {
  const { first, second, release } = await beforeRelease('asks');
  const place = (id: string) => `select from slot_place where crossing_id = '${id}'`;
  expect(await meets(place(first), release, place(second))).toBe('free');
  expect(await house.contradictions()).toEqual([]);
});

test('SL-12 a release holds its slots in the one order', async () => {
  const { hours, release } = await beforeRelease('drawn');
  const slots = `select from slot where gate_id = 'HN' and hour_start in (${hours.join(',')})`;
  const isFirst = `(direction, class, hour_start) = ('export', 'other', ${Math.min(...hours)})`;
  expect(await meets(`${slots} and ${isFirst}`, release, `${slots} and not ${isFirst}`)).toBe('free');
  expect(await house.contradictions()).toEqual([]);
});

test('SL-12 whoever writes the plan into the slots holds them in the one order', async () => {
  await renewSlots(house.database.app, HN, house.clock.at);
  await house.open(5, 1, 99);
  await house.open(6, 1, 99);
  const at = (hour: number) =>
    `select from slot where gate_id = 'HN' and direction = 'export' and class = 'perishable' and hour_start = ${house.hourNo(hour)}`;
  const renew = () => renewSlots(house.database.app, HN, house.clock.at);
  expect(await meets(at(5), renew, at(6))).toBe('free');
});
