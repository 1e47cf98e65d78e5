import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { person } from '@/db/schema/account';
import { personPush, telling, tellingMessage } from '@/db/schema/telling';
import { driverTypedSchema, vehicleTypedSchema } from '@/domain/fleet/entry';
import { dateAfter, dateOf, HOME } from '@/domain/flow/zones';
import { OF_PROVINCE } from '@/domain/shared/identity';
import { ANONYMOUS, freshPlate } from '../testing/api-house';
import { type TellingHouse, tellingHouse } from '../testing/telling-house';
import { forgetTellings } from './forget';
import { gatherPapers } from './gather-papers';

let house: TellingHouse;
beforeAll(async () => {
  house = await tellingHouse();
});
afterAll(() => house.close());

const DAY = 86_400_000;
const look = () => gatherPapers({ ...house.ports, ways: { push: true, email: true, sms: true } });
const dayIn = (days: number) => dateAfter(dateOf(house.clock.at, HOME), days);
const ofProvince = <T>(work: Parameters<typeof inGate<T>>[2]) =>
  inGate(house.database.app, { gateId: OF_PROVINCE, actor: null }, work);
const told = () => ofProvince((tx) => tx.select().from(telling).orderBy(telling.tellingId));
const owner = () => house.call(house.people.owner);

async function keepVehicle(over: object, id: string = randomUUID(), plate = freshPlate()): Promise<string> {
  const typed = vehicleTypedSchema.parse({ kind: 'rigid', plate, ...over });
  const saved = await owner().fleet.saveVehicle({ id, typed });
  if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved.faults));
  return id;
}

test('TE-15 each stage of a paper is told once, whoever looks and however often; a renewed one begins anew', async () => {
  const plate = freshPlate();
  const id = await keepVehicle({ licenceUntil: dayIn(31) }, undefined, plate);
  expect(await look()).toBe(0);
  const stages: string[] = [];
  for (let day = 0; day <= 34; day++) {
    house.clock.at += DAY;
    // Two nodes at once, and one that has just started again.
    const counts = await Promise.all([look(), look()]);
    expect(await look()).toBe(0);
    if (counts[0] + counts[1] > 0) stages.push(dayIn(0));
    expect(counts[0] + counts[1]).toBeLessThanOrEqual(1);
  }
  const facts = await told();
  expect(stages).toHaveLength(4);
  expect(facts.map(({ kind, values }) => [kind, values.days])).toEqual([
    ['paper-ending', 30],
    ['paper-ending', 7],
    ['paper-ending', 1],
    ['paper-over', 1],
  ]);
  expect(facts.every(({ crossingId, entryId }) => crossingId === null && entryId === id)).toBe(true);
  // Each paper for itself.
  await keepVehicle({ licenceUntil: dayIn(7), inspectionUntil: dayIn(30) }, id, plate);
  expect(await look()).toBe(2);
  // Of the same moment: in whatever order.
  const both = (await told()).slice(-2).map(({ values }) => [values.paper, values.days]);
  expect(both.toSorted()).toEqual([
    ['inspection', 30],
    ['licence', 7],
  ]);
  await owner().fleet.retire({ entry: 'vehicle', id, retired: true });
  house.clock.at += 6 * DAY;
  expect(await look()).toBe(0);
});

test('TE-15 owner and dispatcher hear of it in the inbox, by push and by mail; another firm and a viewer do not', async () => {
  const { owner: boss, otherOwner } = house.people;
  const browser = house.service.subscribe(house.key.publicKey);
  await house.accounts.insert(personPush).values({
    subscriptionId: randomUUID(),
    personId: boss.id,
    endpoint: browser.endpoint,
    p256dh: browser.p256dh,
    auth: browser.auth,
    userAgent: null,
    madeAt: house.clock.at,
  });
  const before = (await house.call(boss).telling.inbox()).length;
  const pushed = house.service.received().length;
  await keepVehicle({ insuranceUntil: dayIn(7) });
  await look();
  house.clock.at += DAY / 2;
  await house.send();
  await house.send();
  const lines = await house.call(boss).telling.inbox();
  expect(lines).toHaveLength(before + 1);
  expect(lines[0]).toMatchObject({
    kind: 'paper-ending',
    crossingId: null,
    values: { paper: 'insurance', days: 7 },
  });
  const payloads = house.service
    .received()
    .slice(pushed)
    .map(({ payload }) => JSON.parse(payload));
  expect(payloads).toHaveLength(1);
  expect(payloads[0]).toMatchObject({ url: '/declare#fleet' });
  expect(payloads[0].title).toContain('Bảo hiểm');
  const mails = house.sms.delivered().filter(({ channel }) => channel === 'email');
  expect(mails.at(-1)?.text).toContain('/declare#fleet');
  await house.call(ANONYMOUS).telling.seen({ id: payloads[0].id, state: 'opened' });
  const opened = await ofProvince((tx) => tx.select().from(tellingMessage));
  expect(opened.find(({ messageId }) => messageId === payloads[0].id)).toMatchObject({
    state: 'delivered',
    openedAt: house.clock.at,
  });
  expect(await house.call(otherOwner).telling.inbox()).toEqual([]);
  await house.call(boss).telling.markRead({ messages: null });
  expect(await house.call(boss).telling.unread()).toBe(0);
});

test('TE-9 who has left the firm meanwhile gets nothing of its papers', async () => {
  await keepVehicle({ licenceUntil: dayIn(1) });
  await look();
  const waiting = await ofProvince((tx) => tx.select().from(tellingMessage));
  const mail = waiting.find(({ channel, state }) => channel === 'email' && state === 'queued');
  if (mail === undefined) throw new Error('no mail waits');
  const id = mail.recipient.split(' ')[1] ?? '';
  await house.accounts
    .update(person)
    .set({ firmId: house.people.otherOwner.firmId })
    .where(eq(person.id, id));
  house.clock.at += DAY / 2;
  await house.send();
  const after = await ofProvince((tx) => tx.select().from(tellingMessage));
  expect(after.find(({ messageId }) => messageId === mail.messageId)).toMatchObject({
    state: 'failed',
    fault: 'no-way',
  });
});

test('TE-15 a driver’s licence is told without a name, and old tellings of papers are forgotten', async () => {
  const typed = driverTypedSchema.parse({ name: 'Lý Văn Kín', licenceUntil: dayIn(7) });
  await owner().fleet.saveDriver({ id: randomUUID(), typed });
  await look();
  const rows = await told();
  expect(rows.at(-1)).toMatchObject({ kind: 'paper-ending', values: { paper: 'driving', days: 7 } });
  expect(JSON.stringify(rows)).not.toContain('Kín');
  house.clock.at += 61 * DAY;
  await house.send();
  await forgetTellings(house.database.app, house.clock.at);
  expect(await told()).toEqual([]);
});
