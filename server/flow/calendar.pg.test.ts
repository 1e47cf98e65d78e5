import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CalendarRule, calendarRuleSchema } from '@/domain/flow/calendar';
import { dateAfter, dateOf, HOME, instantOf } from '@/domain/flow/zones';
import type { Caller } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { FRUIT, PARTS, type YardHouse, yardHouse } from '../testing/yard-house';

const MINUTE = 60_000;
const EXPORT = { gateId: HN, direction: 'export' } as const;
let house: YardHouse;
let supervisor: Caller;
beforeAll(async () => {
  house = await yardHouse();
  supervisor = house.call(house.people.supervisor);
});
afterAll(() => house.close());

const today = () => dateOf(house.clock.at, HOME);
const rule = (effect: CalendarRule['effect'], over: object = {}) =>
  calendarRuleSchema.parse({
    from: today(),
    to: dateAfter(today(), 1),
    zone: HOME,
    effect,
    source: 'a test',
    ...over,
  });
const saved = (...rules: readonly CalendarRule[]) =>
  house.changePlan(({ calendar }) => ({
    calendar: [...calendar.filter(({ source }) => source !== 'a test'), ...rules],
  }));
const callNext = async () => {
  const { vehicles } = await supervisor.flow.callNext({ ...EXPORT, count: 9, yard: 'Viettel' });
  return vehicles.map(({ crossingId }) => crossingId);
};

test('FL-10 fruit for which the calendar is closed is not called, parts are', async () => {
  await saved(
    rule({ kind: 'closed', windows: [{ from: '00:00', to: '24:00' }] }, { classes: ['perishable'] }),
  );
  const [fruit, parts] = [await house.staged(FRUIT), await house.staged(PARTS)];
  expect(await callNext()).toEqual([parts.crossingId]);
  await saved();
  expect(await callNext()).toEqual([fruit.crossingId]);
});

test('FL-11 SL-7 a vehicle declared too late for these days is not called and gets no hour in them', async () => {
  await saved(rule({ kind: 'declared-before', date: today() }));
  const [lorry, another] = [await house.staged(PARTS), await house.declareGoods(PARTS)];
  await expect(callNext()).rejects.toThrow('AP-NONE');
  const { batch, line } = (await supervisor.flow.picture({ gateId: HN })).queues.export;
  expect(batch).toEqual({ size: 0, limitedBy: 'declared-late', mayGo: 0 });
  expect(line.find(({ crossingId }) => crossingId === lorry.crossingId)?.kept).toBe('declared-late');
  const declarant = house.call(house.people.declarant);
  const take = (hourStart: number) =>
    declarant.slot.take({
      gateId: HN,
      crossingId: another.crossingId,
      hourStart,
      untilHour: hourStart,
      wait: false,
    });
  const ends = instantOf(dateAfter(today(), 2), '00:00', HOME);
  expect(await take(ends - 60 * MINUTE)).toEqual({ kind: 'refused', because: 'SL-DATE' });
  expect(await take(ends + 12 * 60 * MINUTE)).not.toMatchObject({ because: 'SL-DATE' });
  expect(await declarant.slot.board({ gateId: HN, crossingId: another.crossingId })).toMatchObject({
    refusal: null,
  });
  await saved();
  expect(await callNext()).toEqual([lorry.crossingId]);
});
