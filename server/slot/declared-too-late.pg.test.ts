import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { slotPlace } from '@/db/schema/slot';
import { calendarRuleSchema } from '@/domain/flow/calendar';
import { dateAfter, dateOf, HOME, instantOf } from '@/domain/flow/zones';
import { type CrossingId, crossingIdSchema } from '@/domain/shared/identity';
import { nextVersion } from '@/domain/shared/versions';
import { HOUR_MS } from '@/domain/slot/slot';
import { firstPlan, readPlanVersions } from '../flow/read-flow-plan';
import { insertPlan } from '../flow/write-flow-plan';
import { HN } from '../testing/gate-house';
import { type SlotHouse, slotHouse } from '../testing/slot-house';
import { renewSlots, tendSlots } from './tend-slots';

let house: SlotHouse;
beforeAll(async () => {
  house = await slotHouse();
});
afterAll(() => house.close());

const tend = () => tendSlots(house.database.app, HN, house.clock.at);
const stateOf = async (crossingId: CrossingId) => {
  const [row] = await house.database.owner
    .select({ state: slotPlace.state })
    .from(slotPlace)
    .where(eq(slotPlace.crossingId, crossingId));
  return row?.state;
};
const lorry = async (firm: string) => crossingIdSchema.parse((await house.lorries([firm]))[0]);
/** "Tomorrow only who was declared before today", or no such rule any more. */
const saveRule = (on: boolean) =>
  house.gate(async (tx) => {
    const history = await readPlanVersions(tx, HN);
    const content = history.at(-1)?.content ?? firstPlan(HN);
    const today = dateOf(house.clock.at, HOME);
    const rule = calendarRuleSchema.parse({
      from: dateAfter(today, 1),
      to: dateAfter(today, 1),
      zone: HOME,
      effect: { kind: 'declared-before', date: today },
      source: 'a test',
    });
    const calendar = [...content.calendar.filter(({ source }) => source !== 'a test'), ...(on ? [rule] : [])];
    const author = { madeAt: house.clock.at, madeBy: 'test', reason: 'Tết' };
    await insertPlan(tx, HN, nextVersion(history, { ...content, calendar }, author));
  });

test('SL-7 a wish that is older than the rule is met neither from the line nor by a draw, and goes on waiting', async () => {
  await renewSlots(house.database.app, HN, house.clock.at);
  const tomorrow = instantOf(dateAfter(dateOf(house.clock.at, HOME), 1), '10:00', HOME);
  const hour = (tomorrow - house.hourNo(0)) / HOUR_MS;
  await house.open(hour, 0, 10);
  const early = await lorry('early');
  expect((await house.take(early, hour)).kind).toBe('waits');
  await saveRule(true);
  await house.open(hour, 5, 10);
  await tend();
  expect(await stateOf(early)).toBe('asked');
  // Through every release that is due until then.
  for (let at = 0; house.clock.at < tomorrow - HOUR_MS && at < 48; at += 1) {
    house.clock.at += HOUR_MS;
    await tend();
  }
  expect(await stateOf(early)).toBe('asked');
  await saveRule(false);
  await tend();
  expect(await stateOf(early)).toBe('booked');
  expect(await house.contradictions()).toEqual([]);
});
