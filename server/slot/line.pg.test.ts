import { and, eq, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { crossing } from '@/db/schema/crossing';
import { slotConduct, slotDraw, slotPlace, slotRecord } from '@/db/schema/slot';
import { telling } from '@/db/schema/telling';
import { leverSchema } from '@/domain/flow/levers';
import { placeOf } from '@/domain/flow/place-of';
import { type CrossingId, crossingIdSchema } from '@/domain/shared/identity';
import { nextVersion } from '@/domain/shared/versions';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import { pressOf } from '@/domain/slot/slot-board';
import { firstPlan, readPlanVersions } from '../flow/read-flow-plan';
import { readSituation } from '../flow/read-situation';
import { insertPlan } from '../flow/write-flow-plan';
import { HN } from '../testing/gate-house';
import { type SlotHouse, slotHouse } from '../testing/slot-house';
import { postponeSlot } from './postpone-slot';
import { readSlotBoard } from './read-slot-board';
import { seekPlaces } from './seek-places';
import type { SlotSeeker } from './slot-wish';
import { renewSlots, tendSlots } from './tend-slots';

let house: SlotHouse;
beforeAll(async () => {
  house = await slotHouse();
});
afterAll(() => house.close());
// Hours that no other test has opened.
beforeEach(() => {
  house.clock.at = hourOf(house.clock.at) + 5 * 24 * HOUR_MS;
});

const tend = () => tendSlots(house.database.app, HN, house.clock.at);
const rowOf = async (crossingId: CrossingId) => {
  const [row] = await house.database.owner
    .select()
    .from(slotPlace)
    .where(eq(slotPlace.crossingId, crossingId));
  if (row === undefined) throw new Error('no place');
  return row;
};
async function lorry(firm: string): Promise<CrossingId> {
  const [id] = await house.lorries([firm]);
  return crossingIdSchema.parse(id);
}
const change = (crossingId: CrossingId, to: object) =>
  house.database.owner.update(crossing).set(to).where(eq(crossing.crossingId, crossingId));

describe('hours that are over', () => {
  test('SL-9 a place that becomes free when its hour is over goes to nobody', async () => {
    await house.open(1, 1, 10);
    const [holder, waiter] = [await lorry('past-a'), await lorry('past-b')];
    await house.take(holder, 1);
    await house.take(waiter, 1, { untilHour: house.hourNo(6) });
    house.clock.at = house.hourNo(2) + 60_000;
    await tend();
    expect(await rowOf(holder)).toMatchObject({ state: 'gone', goneBecause: 'no-show' });
    expect(await rowOf(waiter)).toMatchObject({ state: 'asked' });
    expect(await house.contradictions()).toEqual([]);
  });

  test('SL-2 a release that is made late gives out no hour that is over', async () => {
    await renewSlots(house.database.app, HN, house.clock.at);
    const asker = await lorry('late-release');
    await house.open(9, 0, 10);
    expect((await house.take(asker, 9)).kind).toBe('waits');
    // Its release was due in an hour; nobody made it until after the hour itself.
    house.clock.at = house.hourNo(10) - 60_000;
    await tend();
    expect(await rowOf(asker)).toMatchObject({ state: 'booked' });
    await house.leave(asker);

    house.clock.at = house.hourNo(24);
    await renewSlots(house.database.app, HN, house.clock.at);
    const other = await lorry('later-release');
    await house.open(9, 0, 10);
    const from = house.hourNo(9);
    expect((await house.take(other, 9, { untilHour: house.hourNo(10) })).kind).toBe('waits');
    house.clock.at = house.hourNo(10) + 60_000;
    await tend();
    const place = await rowOf(other);
    expect(place.state === 'booked' && place.hourStart === from).toBe(false);
  });

  test('SL-6 who has come or was cancelled before a release takes no part in its draw', async () => {
    await renewSlots(house.database.app, HN, house.clock.at);
    await house.open(9, 0, 10);
    const [came, cancelled, stays] = [await lorry('draw-a'), await lorry('draw-b'), await lorry('draw-c')];
    for (const each of [came, cancelled, stays]) await house.take(each, 9);
    await change(came, { arrivedAt: house.clock.at, stage: 'staging' });
    await change(cancelled, { endedAt: house.clock.at, endedKind: 'cancelled' });
    const hourStart = house.hourNo(9);
    house.clock.at += HOUR_MS;
    await tend();
    const draws = await house.database.owner.select().from(slotDraw).where(eq(slotDraw.hourStart, hourStart));
    const { reference } = await rowOf(stays);
    expect(draws.flatMap(({ proof }) => proof.entries.map((entry) => entry.reference))).toEqual([reference]);
    expect(await house.contradictions()).toEqual([]);
  });
});

describe('the line', () => {
  test('SL-4 free places that those who wait may not have, as their firm has its share, are served to the next firm', async () => {
    await house.open(3, 0, 10);
    const ofFirm = await house.lorries(Array.from({ length: 5 }, () => 'big'));
    for (const each of ofFirm) expect((await house.take(crossingIdSchema.parse(each), 3)).kind).toBe('waits');
    await house.open(3, 10, 10);
    await tend();
    // Three tenths of ten: two of the firm go on waiting, and seven places are free.
    const other = await lorry('small');
    const board = await readSlotBoard(house.context, { gateId: HN, crossingId: other });
    const offer = board.ok ? board.value.hours.find(({ hourStart }) => hourStart === house.hourNo(3)) : null;
    if (!offer) throw new Error('no offer');
    expect(offer).toMatchObject({ free: 7, waiting: 2 });
    expect((await house.take(other, 3, { wait: pressOf(offer).waits })).kind).toBe('booked');
    expect(await house.contradictions()).toEqual([]);
  });

  test('SL-4 whoever waits behind hundreds of wishes of a firm that has its share is served, and the record counts them', async () => {
    await house.open(5, 0, 10);
    const ofFirm = await house.lorries(Array.from({ length: 310 }, () => 'giant'));
    const [first, ...others] = ofFirm;
    if (first === undefined) throw new Error('no lorry');
    await house.take(first, 5);
    const wish = await rowOf(first);
    await house.database.owner
      .insert(slotPlace)
      .values(others.map((crossingId, n) => ({ ...wish, crossingId, reference: `giant-${n}` })));
    house.clock.at += 60_000;
    const behind = await lorry('behind-giant');
    await house.take(behind, 5);
    await house.open(5, 10, 10);
    // Three tenths of ten go to the firm, and then nobody of it is looked at any more.
    await tend();
    await tend();
    expect(await rowOf(behind)).toMatchObject({ state: 'booked' });
    const { reference } = await rowOf(behind);
    const [line] = await house.database.owner
      .select({ why: slotRecord.why })
      .from(slotRecord)
      .where(and(eq(slotRecord.reference, reference), sql`${slotRecord.why}->>'kind' = 'taken'`));
    expect(line?.why).toMatchObject({ by: 'waiting-list', passedOver: 307 });
    expect(await house.contradictions()).toEqual([]);
  });
});

describe('those who press together', () => {
  test('SL-4 stand in the line by when each of them pressed, and whoever presses again keeps that', async () => {
    await house.open(4, 0, 10);
    const [first, last] = [await lorry('press-a'), await lorry('press-b')];
    const pressed = house.clock.at;
    const wish = (crossingId: CrossingId, firm: string, now: number): SlotSeeker => ({
      crossingId,
      firm,
      now,
      to: house.slotNo(4),
      hourStart: house.hourNo(4),
      untilHour: house.hourNo(4),
      wait: true,
    });
    // The one who pressed last is named first.
    const together = [wish(last, 'press-b', pressed + 900), wish(first, 'press-a', pressed)];
    for (const later of [0, 5_000])
      await house.gate((tx) =>
        seekPlaces(
          tx,
          HN,
          together.map((each) => ({ ...each, now: each.now + later })),
          pressed + 900 + later,
        ),
      );
    expect([(await rowOf(first)).askedAt, (await rowOf(last)).askedAt]).toEqual([pressed, pressed + 900]);
  });
});

describe('who postpones', () => {
  const opened = async (firm: string) => {
    for (const hour of [4, 8, 10, 12]) await house.open(hour, 2, 10);
    const mine = await lorry(firm);
    await house.take(mine, 4);
    const postpone = async (from: number, hours: number) => {
      const asked = { gateId: HN, crossingId: mine, hours, from: house.hourNo(from) };
      const result = await postponeSlot(house.context, asked);
      if (!result.ok) throw new Error(result.error);
      return result.value;
    };
    return { mine, postpone };
  };

  test('SL-8 and presses twice at once moves once, and is told the same both times', async () => {
    const { mine, postpone } = await opened('twice');
    const answers = await Promise.all([postpone(4, 4), postpone(4, 4)]);
    for (const answer of answers)
      expect(answer).toMatchObject({ kind: 'booked', hourStart: house.hourNo(8) });
    expect(await rowOf(mine)).toMatchObject({ hourStart: house.hourNo(8), postponed: true });
    // A screen that shows the hour before.
    expect(await postpone(4, 6)).toEqual({ kind: 'refused', because: 'SL-MOVED' });
    expect(await house.contradictions()).toEqual([]);
  });

  test('SL-8 and has used the allowance while the second press was under way is refused', async () => {
    const { mine, postpone } = await opened('meanwhile');
    const held = postgres(house.database.ownerUrl, { max: 1 });
    let second: Promise<unknown> = Promise.resolve();
    await held.begin(async (tx) => {
      await tx`select from slot_place where crossing_id = ${mine} for update`;
      second = postpone(4, 4);
      for (let waits = false; !waits; ) {
        const rows = await house.database.owner.execute(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        waits = rows.length > 0;
      }
      // What another press does in the meantime, its record not yet seen by this one.
      await tx`update slot_place set postponed = true where crossing_id = ${mine}`;
    });
    expect(await second).toEqual({ kind: 'refused', because: 'SL-AGAIN' });
    await held.end();
    expect(await house.contradictions()).toEqual([]);
  });
});

describe('who comes late', () => {
  const comesLate = async (firm: string) => {
    await house.open(1, 1, 10);
    const late = await lorry(firm);
    await house.take(late, 1);
    const hourStart = house.hourNo(1);
    house.clock.at = house.hourNo(3);
    await change(late, { arrivedAt: house.clock.at, stage: 'staging' });
    return { late, hourStart };
  };
  const conductOf = async (crossingId: CrossingId) => {
    const [row] = await house.database.owner
      .select()
      .from(crossing)
      .where(eq(crossing.crossingId, crossingId));
    const rows = await house.database.owner
      .select()
      .from(slotConduct)
      .where(eq(slotConduct.plateKey, row?.plateKey ?? ''));
    return rows.map(({ kind }) => kind).toSorted();
  };
  const standingOf = async (crossingId: CrossingId) => {
    const { directions } = await house.gate((tx) => readSituation(tx, HN, house.clock.at));
    const found = directions.export.standing.find((each) => each.crossingId === crossingId);
    if (found === undefined) throw new Error('not in the line');
    return found;
  };

  test('SL-9 it uses its allowance once, and its place in the line stays as it was judged', async () => {
    const { late, hourStart } = await comesLate('late-self');
    await tend();
    expect(await conductOf(late)).toEqual(['came', 'postponed']);
    expect(placeOf(await standingOf(late))).toBe(hourStart + 4 * HOUR_MS);
    await change(late, { endedAt: house.clock.at, endedKind: 'completed' });
  });

  test('SL-9 who was told to stay until then is not late, by settling and in the line; who was told that it is due is', async () => {
    for (const [firm, ahead, conduct] of [
      ['told-to-stay', 2, ['came']],
      ['told-it-is-due', 0, ['came', 'postponed']],
    ] as const) {
      await house.open(1, 1, 10);
      const driver = await lorry(firm);
      await house.take(driver, 1);
      const hour = house.hourNo(1);
      await house.database.owner.insert(telling).values({
        gateId: HN,
        tellingId: uuidv7(),
        fact: `moved ${driver}`,
        kind: 'slot-moved',
        crossingId: driver,
        about: 'slot',
        at: hour,
        values: { hour, time: hour + ahead * HOUR_MS },
      });
      house.clock.at = house.hourNo(3);
      await change(driver, { arrivedAt: house.clock.at, stage: 'staging' });
      await tend();
      expect(await conductOf(driver)).toEqual(conduct);
      expect(placeOf(await standingOf(driver)) === hour).toBe(ahead > 0);
      const over = { endedAt: house.clock.at, endedKind: 'completed', plannedArrivalAt: hour };
      await change(driver, { ...over, plateKey: `KEY-${firm}` });
      house.clock.at = hourOf(house.clock.at) + 24 * HOUR_MS;

      // The same lorry on its next trip, late by itself: only who was late before has used the allowance.
      const next = await lorry(`${firm}-next`);
      const asked = { plateKey: `KEY-${firm}`, plannedArrivalAt: house.clock.at - 2 * HOUR_MS };
      await change(next, { ...asked, arrivedAt: house.clock.at, stage: 'staging' });
      expect((await standingOf(next)).postponed).toBe(ahead === 0);
      await change(next, { endedAt: house.clock.at, endedKind: 'completed' });
      house.clock.at = hourOf(house.clock.at) + 24 * HOUR_MS;
    }
  });

  test('SL-9 while the line itself is late it costs nothing', async () => {
    const inYard = await house.lorries(Array.from({ length: 3 }, () => 'waits-long'));
    for (const each of inYard)
      await change(each, {
        stage: 'staging',
        arrivedAt: house.clock.at,
        plannedArrivalAt: house.clock.at,
      });
    const { late } = await comesLate('late-line');
    await tend();
    expect(await conductOf(late)).toEqual(['came']);
  });
});

describe('a gate that is shut', () => {
  /** Fruit is stopped from then until then, by a new version of the plan. */
  const stopFruit = (from: number, to: number | null) =>
    house.gate(async (tx) => {
      const history = await readPlanVersions(tx, HN);
      const content = history.at(-1)?.content ?? firstPlan(HN);
      const stop = leverSchema.parse({ class: 'perishable', from, to, perHour: 0, reason: 'an epidemic' });
      const author = { madeAt: house.clock.at, madeBy: 'test', reason: 'an epidemic' };
      await insertPlan(tx, HN, nextVersion(history, { ...content, levers: [stop] }, author));
    });

  test('SL-9 for days longer than is reckoned costs nobody the place, nor does its first hour of being open again', async () => {
    // Nine in the morning: the gate is open for the hours that follow, and three days later too.
    const closedAt = house.clock.at - (house.clock.at % (24 * HOUR_MS)) + 2 * HOUR_MS;
    house.clock.at = closedAt;
    await house.open(1, 2, 10);
    const holder = await lorry('shut');
    await house.take(holder, 1);
    await stopFruit(closedAt, null);
    for (const hours of [3, 14, 74]) {
      house.clock.at = closedAt + hours * HOUR_MS;
      await tend();
      expect([hours, (await rowOf(holder)).state]).toEqual([hours, 'booked']);
    }
    const openedAt = house.clock.at;
    await stopFruit(closedAt, openedAt);
    for (const [minutes, state] of [
      [5, 'booked'],
      [59, 'booked'],
      [61, 'gone'],
    ] as const) {
      house.clock.at = openedAt + minutes * 60_000;
      await tend();
      expect([minutes, (await rowOf(holder)).state]).toEqual([minutes, state]);
    }
    expect(await house.contradictions()).toEqual([]);
  });
});
