import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crossing } from '@/db/schema/crossing';
import { feeMovement } from '@/db/schema/fee';
import { slotPlace, slotRecord } from '@/db/schema/slot';
import { telling } from '@/db/schema/telling';
import type { Why } from '@/domain/slot/public-record';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import { HN } from '../testing/gate-house';
import { type Filed, type TellingHouse, tellingHouse } from '../testing/telling-house';
import { gather } from './gather';
import { readMoved } from './read-moved';

let house: TellingHouse;
beforeAll(async () => {
  house = await tellingHouse();
});
afterAll(() => house.close());

const told = async ({ crossingId }: Filed) =>
  (await house.gate((tx) => tx.select().from(telling).where(eq(telling.crossingId, crossingId)))).map(
    ({ kind, values }) => [kind, values.time ?? values.amount ?? null],
  );

async function place(vehicle: Filed, hourStart: number): Promise<string> {
  const reference = randomBytes(8).toString('hex');
  await house.gate((tx) =>
    tx.insert(slotPlace).values({
      gateId: HN,
      crossingId: vehicle.crossingId,
      reference,
      firm: 'firm',
      direction: 'export',
      class: 'perishable',
      state: 'booked',
      hourStart,
      untilHour: hourStart,
      askedAt: house.clock.at,
    }),
  );
  return reference;
}
/** A line of the public record that was begun at `at` and is committed now. */
const line = (reference: string, hourStart: number, why: Why, at = house.clock.at) =>
  house.gate((tx) =>
    tx.insert(slotRecord).values({
      gateId: HN,
      id: uuidv7({ msecs: at }),
      at,
      direction: 'export',
      class: 'perishable',
      hourStart,
      reference,
      why,
    }),
  );
const taken = (by: 'draw' | 'choice' | 'waiting-list'): Why => ({
  kind: 'taken',
  by,
  nth: 1,
  released: 1,
  passedOver: 0,
});

test('TE-6 TE-10 an hour that came by draw is told once, also when its transaction ended late; one that was chosen is not', async () => {
  const [drawn, chosen] = [await house.file(), await house.file()];
  const hour = hourOf(house.clock.at) + 8 * HOUR_MS;
  const [one, other] = [await place(drawn, hour), await place(chosen, hour)];
  await line(one, hour, taken('draw'), house.clock.at - 5 * 60_000);
  await line(other, hour, taken('choice'));
  expect(await house.gather()).toBe(0); // before the first look of the gate
  house.clock.at += 10 * 60_000;
  await line(one, hour, taken('waiting-list'), house.clock.at - 5 * 60_000);
  await house.gather();
  await house.gather();
  expect(await told(drawn)).toEqual([['slot-got', hour]]);
  expect(await told(chosen)).toEqual([]);
  await line(one, hour, { kind: 'left', by: 'no-show', behindMinutes: 0, counted: true });
  await house.gather();
  expect((await told(drawn)).map(([kind]) => kind).toSorted()).toEqual(['slot-got', 'slot-missed']);
});

test('TE-6 what came about while nobody looked for hours is told by the next look', async () => {
  const vehicle = await house.file();
  const hour = hourOf(house.clock.at) + 8 * HOUR_MS;
  await line(await place(vehicle, hour), hour, taken('draw'));
  house.clock.at += 3 * HOUR_MS;
  await house.gather();
  expect(await told(vehicle)).toEqual([['slot-got', hour]]);
});

test('TE-10 a turn that has moved is told once, and again only when it has moved again', async () => {
  const vehicle = await house.file();
  const hour = hourOf(house.clock.at) - 2 * HOUR_MS;
  await place(vehicle, hour);
  const look = () =>
    gather({ ...house.ports, ways: { push: true, email: true, sms: true } }, HN, { looksAtTurns: true });
  const [found] = await readMoved(house.database.app, HN, house.clock.at);
  expect(found).toMatchObject({ kind: 'slot-moved', crossingId: vehicle.crossingId });
  await look();
  await look();
  expect(await told(vehicle)).toEqual([['slot-moved', found?.values.time]]);
  house.clock.at += HOUR_MS;
  await look();
  expect(await told(vehicle)).toHaveLength(2);
});

test('TE-6 money that came in is told once; a vehicle that waits for its fee once, with what is open', async () => {
  const vehicle = await house.file();
  const { crossingId } = vehicle;
  await house.gate((tx) =>
    tx
      .update(crossing)
      .set({ waitingOn: [{ agency: 'gate-centre', step: 'fee-paid', since: house.clock.at } as never] })
      .where(eq(crossing.crossingId, crossingId)),
  );
  await house.gather();
  await house.gather();
  expect(await told(vehicle)).toEqual([['fee-due', 800_000]]);
  await house.gate((tx) =>
    tx.insert(feeMovement).values({
      gateId: HN,
      movementId: uuidv7(),
      crossingId,
      kind: 'infrastructure',
      amount: 800_000,
      via: 'bank',
      at: house.clock.at,
      receipt: 1,
    }),
  );
  await house.gather();
  await house.gather();
  expect(await told(vehicle)).toEqual([
    ['fee-due', 800_000],
    ['fee-paid', 800_000],
  ]);
});
