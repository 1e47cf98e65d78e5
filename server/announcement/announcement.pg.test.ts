import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventIdSchema } from '@/domain/shared/identity';
import { readGateSnapshot } from '../board/read-gate-snapshot';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission, TT } from '../testing/api-house';
import { HN, MORNING } from '../testing/gate-house';

const HOUR = 3_600_000;
const text = {
  vi: 'Làn 3 chỉ dành cho hàng tươi.',
  en: 'Lane 3 is for fresh goods.',
  zh: '3号通道仅限生鲜。',
};
let house: ApiHouse;
let manager: Caller;
let supervisor: Caller;

beforeAll(async () => {
  house = await apiHouse();
  manager = house.call(house.people.gateManager);
  supervisor = house.call(house.people.supervisor);
});
afterAll(() => house.close());

const onBoard = async (gateId = HN, plates: 'full' | 'masked' = 'full') => {
  const clock = { now: () => house.clock.at };
  return readGateSnapshot({ db: house.database.app, clock, plates }, gateId);
};

test('BO-4 what a manager says stands on the board of the gate, without his name, until it is ended, once', async () => {
  const id = await manager.announcement.make({ gateId: HN, text, until: null });
  expect((await onBoard()).announcements).toEqual([{ id, text, at: house.clock.at, until: null }]);
  expect((await onBoard(TT)).announcements).toEqual([]);
  const [line] = await supervisor.announcement.list({ gateId: HN });
  expect(line).toMatchObject({ id, text, holds: true, ended: null, by: 'A manager' });

  house.clock.at += HOUR;
  const ends = await Promise.allSettled([
    supervisor.announcement.end({ gateId: HN, announcement: id }),
    manager.announcement.end({ gateId: HN, announcement: id }),
  ]);
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await onBoard()).announcements).toEqual([]);
  const [ended] = await supervisor.announcement.list({ gateId: HN });
  expect(ended).toMatchObject({ holds: false, ended: { at: house.clock.at } });
  expect(ended?.ended?.by).toMatch(/^A (manager|supervisor)$/);
});

test('BO-4 an end that is reached takes it down by itself; then there is nothing to end', async () => {
  const until = house.clock.at + HOUR;
  const id = await supervisor.announcement.make({ gateId: HN, text, until });
  expect((await onBoard()).announcements).toHaveLength(1);
  house.clock.at = until;
  expect((await onBoard()).announcements).toEqual([]);
  await expect(supervisor.announcement.end({ gateId: HN, announcement: id })).rejects.toThrow('AP-DONE');
  await expect(
    supervisor.announcement.end({ gateId: HN, announcement: eventIdSchema.parse(randomUUID()) }),
  ).rejects.toThrow('AP-NONE');
});

test('one that lacks a language, is too long, or ends in the past or next year is refused', async () => {
  const make = (over: Partial<typeof text>, until: number | null = null) =>
    supervisor.announcement.make({ gateId: HN, text: { ...text, ...over }, until });
  for (const over of [{ zh: ' ' }, { en: '' }, { vi: 'x'.repeat(201) }])
    await expect(make(over)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  for (const until of [house.clock.at, house.clock.at - 1, house.clock.at + 91 * 24 * HOUR])
    await expect(make({}, until)).rejects.toThrow('AP-INPUT');
  expect((await onBoard()).announcements).toEqual([]);
});

test('BO-5 an installation that masks plates sends none whole', async () => {
  house.clock.at = MORNING + 10 * HOUR;
  const plate = freshPlate();
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error(outcome.kind);
  for (const agency of ['border-guard', 'customs'] as const) {
    const tablet = await house.tabletAt(HN, agency);
    tablet.wall = house.clock.at;
    tablet.confirm(outcome.crossingId, 'gate-entry');
    await tablet.push(house.exchange);
  }
  const whole = plate.replace(/[-.]/g, '');
  expect((await onBoard()).latest.map((one) => one.plate)).toContain(whole);
  const masked = await onBoard(HN, 'masked');
  expect(JSON.stringify(masked)).not.toContain(whole.slice(3));
  expect(masked.latest.map((one) => one.plate)).toContain(`12H-•••.${whole.slice(-2)}`);
});
