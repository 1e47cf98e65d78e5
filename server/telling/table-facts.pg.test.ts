import { randomBytes, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crossing } from '@/db/schema/crossing';
import { feeMovement } from '@/db/schema/fee';
import { slotPlace, slotRecord } from '@/db/schema/slot';
import { telling } from '@/db/schema/telling';
import { type CrossingId, crossingIdSchema, stepIdSchema } from '@/domain/shared/identity';
import type { Agency, Direction } from '@/domain/shared/vocabulary';
import type { Why } from '@/domain/slot/public-record';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import type { EventDraft } from '@/domain/sync/event';
import { payAtDesk } from '../fee/desk';
import { centreDraft } from '../log/centre-draft';
import { freshPlate, submission } from '../testing/api-house';
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

describe('what a vehicle still has to pay', () => {
  type Tick = readonly [agency: Agency, step: string];
  const tick = (crossingId: CrossingId, direction: Direction, ...ticks: readonly Tick[]) =>
    house.record(
      ...ticks.map(
        ([agency, step]): EventDraft => ({
          ...centreDraft(HN, { crossingId, direction }),
          agency,
          step: stepIdSchema.parse(step),
          type: 'step.confirmed',
          body: { note: null },
        }),
      ),
    );
  const weigh = (crossingId: CrossingId, direction: Direction, to: number) =>
    house.record({
      ...centreDraft(HN, { crossingId, direction, actor: 'officer' }),
      type: 'crossing.corrected',
      body: { path: 'goods.grossWeightKg', from: null, to, reason: 'weighed' },
    });
  /** Two looks, a while later. */
  const look = async () => {
    house.clock.at += 60_000;
    await house.gather();
    await house.gather();
  };
  const feesTold = async (crossingId: CrossingId) =>
    (
      await house.gate((tx) =>
        tx.select().from(telling).where(eq(telling.crossingId, crossingId)).orderBy(telling.tellingId),
      )
    ).flatMap(({ kind, about, values }) => (about.startsWith('fee') ? [[kind, about, values.amount]] : []));

  test('TE-6 each of two bills is told when the vehicle waits for it, the second one after the first is paid', async () => {
    const issued = await house.call(house.people.declarant).declaration.submit({
      submission: submission({
        ...{ direction: 'nhập', kind: '', plate: '桂F12345', trailer: '' },
        ...{ hsCode: '6006.32', goodsName: 'Vải dệt kim', regime: 'A11', weight: '8000' },
      }),
      clientKey: randomUUID(),
      extras: {
        receiving: [freshPlate(), freshPlate()].map((plate) => ({ key: randomUUID(), plate })),
      },
    });
    if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued));
    const crossingId = crossingIdSchema.parse(issued.crossingId);
    const receiving = issued.receiving.map((each) => crossingIdSchema.parse(each.crossingId));
    await house.record({
      ...centreDraft(HN, { crossingId, direction: 'import' }),
      type: 'transshipment.paired',
      body: { receiving },
    });
    await tick(
      crossingId,
      'import',
      ['border-guard', 'gate-entry'],
      ['customs', 'gate-entry'],
      ['customs', 'yard-in'],
    );
    await look();
    const first = ['fee-due', 'fee infrastructure', 90_000];
    expect(await feesTold(crossingId)).toEqual([first]);
    const paid = await payAtDesk(house.context(house.people.supervisor), {
      gateId: HN,
      crossingId,
      kind: 'infrastructure',
      amount: 90_000,
    });
    expect(paid.ok).toBe(true);
    await look();
    await tick(
      crossingId,
      'import',
      ['gate-centre', 'licence-registered'],
      ['transport', 'licence-confirmed'],
      ['border-guard', 'receiving-truck-entry'],
      ['customs', 'receiving-truck-entry'],
      ['customs', 'transshipment'],
    );
    await look();
    expect(await feesTold(crossingId)).toEqual([
      first,
      ['fee-paid', 'fee infrastructure', 90_000],
      ['fee-due', 'fee transshipment', 600_000],
    ]);
  });

  test('TE-6 what is due is told again once when a correction has changed it; a part that is paid rings nobody', async () => {
    const { crossingId } = await house.file();
    await weigh(crossingId, 'export', 9_000);
    await tick(
      crossingId,
      'export',
      ['yard', 'staging-arrival'],
      ['gate-centre', 'called'],
      ['border-guard', 'gate-entry'],
      ['customs', 'gate-entry'],
      ['yard', 'yard-in'],
      ['customs', 'yard-in'],
    );
    await look();
    const first = ['fee-due', 'fee infrastructure', 300_000];
    const part = ['fee-paid', 'fee infrastructure', 100_000];
    expect(await feesTold(crossingId)).toEqual([first]);
    await house.gate((tx) =>
      tx.insert(feeMovement).values({
        ...{ gateId: HN, movementId: uuidv7(), crossingId, kind: 'infrastructure', amount: 100_000 },
        ...{ via: 'bank', at: house.clock.at, receipt: 90 },
      }),
    );
    await look();
    // Weighed once more, and the same is due.
    await weigh(crossingId, 'export', 9_500);
    await look();
    expect(await feesTold(crossingId)).toEqual([first, part]);
    await weigh(crossingId, 'export', 19_000);
    await look();
    await look();
    const more = ['fee-due', 'fee infrastructure', 700_000];
    expect(await feesTold(crossingId)).toEqual([first, part, more]);
    // What was told first holds again: the last that is heard is what is due.
    await weigh(crossingId, 'export', 9_000);
    await look();
    await look();
    expect(await feesTold(crossingId)).toEqual([
      first,
      part,
      more,
      ['fee-due', 'fee infrastructure', 200_000],
    ]);
  });
});
