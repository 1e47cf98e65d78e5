import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { person } from '@/db/schema/account';
import { passPush, personPush, personTelling, telling, tellingMessage } from '@/db/schema/telling';
import type { EventId } from '@/domain/shared/identity';
import type { EventDraft } from '@/domain/sync/event';
import { USUAL_PREFERENCE } from '@/domain/telling/preference';
import { centreDraft } from '../log/centre-draft';
import { PEOPLE } from '../testing/api-house';
import { HN, MORNING } from '../testing/gate-house';
import { type Filed, type TellingHouse, tellingHouse } from '../testing/telling-house';
import { gather } from './gather';

let house: TellingHouse;
beforeEach(async () => {
  house = await tellingHouse();
});
afterEach(() => house.close());

const HOUR = 3_600_000;

const file = () => house.file();
const record = (...drafts: EventDraft[]) => house.record(...drafts);
const call = (vehicles: readonly Filed[]) => house.callUp(vehicles);
const recall = (id: EventId, vehicles: readonly Filed[]) => house.recall(id, vehicles);
const driverPhone = (vehicle: Filed, locale?: 'vi' | 'zh') => house.driverPhone(vehicle, locale);
const outbox = (where?: Partial<typeof tellingMessage.$inferSelect>) => house.outbox(where);
const of = ({ crossingId }: Filed) => centreDraft(HN, { crossingId, direction: 'export', actor: 'officer' });
const held = (vehicle: Filed): EventDraft => ({
  ...of(vehicle),
  type: 'hold.placed',
  body: { reason: 'seal' },
});
const lifted = (vehicle: Filed): EventDraft => ({
  ...of(vehicle),
  type: 'hold.lifted',
  body: { reason: 'fine' },
});

test('TE-1 TE-2 a call reaches the driver by the phone that asked, else by text; the firm has it in its inbox', async () => {
  const [withPhone, without] = [await file(), await file()];
  const browser = await driverPhone(withPhone, 'zh');
  await call([withPhone, without]);
  expect(await house.gather()).toBe(2);
  await house.send();
  expect(house.service.received().map(({ subscription }) => subscription)).toEqual([browser.id]);
  const [pushed] = house.service.received();
  expect(JSON.parse(pushed?.payload ?? '')).toMatchObject({
    title: expect.stringContaining('已被叫号'),
    url: `/p#${encodeURIComponent(withPhone.token)}`,
    locale: 'zh',
    isUrgent: true,
  });
  expect(house.sms.delivered()).toMatchObject([{ channel: 'sms', to: '+84703149027' }]);
  expect(house.sms.delivered()[0]?.text).toContain('đến lượt');
  // Owner, declarant and dispatcher; no viewer, nobody of another firm.
  const readers = new Set((await outbox({ channel: 'inbox' })).map(({ recipient }) => recipient));
  const { owner, declarant, dispatcher } = house.people;
  expect(readers).toEqual(new Set([owner, declarant, dispatcher].map(({ id }) => `person ${id}`)));
});

test('TE-6 looking again, from the beginning, or by two nodes at once tells nothing twice', async () => {
  const vehicle = await file();
  await record(held(vehicle));
  const ways = { push: true, email: true, sms: true };
  const look = () => gather({ ...house.ports, ways }, HN, { looksAtTurns: false });
  const told = await Promise.all([look(), look(), look()]);
  expect(told.reduce((sum, one) => sum + one, 0)).toBe(1);
  const before = await outbox();
  await house.database.owner.execute('update telling_cursor set position = 0');
  expect(await house.gather()).toBe(0);
  expect(await outbox()).toEqual(before);
  expect(await house.gate((tx) => tx.select().from(telling))).toHaveLength(1);
});

test('TE-6 what stands in the outbox names no person and no address', async () => {
  const vehicle = await file();
  await call([vehicle]);
  await house.gather();
  await house.send();
  const rows = await house.database.owner.execute(
    'select m::text as row from telling_message m union all select t::text from telling t',
  );
  const text = JSON.stringify(rows);
  for (const word of [...PEOPLE, '@gate.example']) expect(text).not.toContain(word);
});

test('TE-3 what is not urgent waits for the morning, a call does not', async () => {
  house.clock.at = MORNING + 14 * HOUR; // 23:00
  const vehicle = await file();
  const browser = await driverPhone(vehicle);
  await record(held(vehicle));
  await house.gather();
  expect(await house.send()).toBe(0);
  await call([vehicle]);
  await house.gather();
  await house.send();
  expect(house.service.received().map(({ subscription }) => subscription)).toEqual([browser.id]);
  house.clock.at = MORNING + 21 * HOUR; // 06:00
  await house.send();
  expect(house.service.received()).toHaveLength(2);
});

test('TE-4 a call that is taken back before it was sent is told to nobody, and neither is its recall', async () => {
  const vehicle = await file();
  await driverPhone(vehicle);
  await recall(await call([vehicle]), [vehicle]);
  await house.gather();
  await house.send();
  expect(house.service.received()).toEqual([]);
  expect(await outbox({ channel: 'push' })).toMatchObject([{ state: 'overtaken' }]);
});

test('TE-1 of a large call who was taken back before its approval is told nothing, the others are called', async () => {
  const [stays, back] = [await file(), await file()];
  const [called, kept] = [await driverPhone(stays), await driverPhone(back)];
  const large = await house.callUp([stays, back], 1);
  await recall(large, [back]);
  await house.gather();
  await record({
    ...centreDraft(HN, { direction: 'export', actor: 'manager' }),
    type: 'call.approved',
    body: { call: large },
  });
  await house.gather();
  await house.send();
  expect(house.service.received().map(({ subscription }) => subscription)).toEqual([called.id]);
  expect(kept.id).not.toBe(called.id);
  const told = await house.gate((tx) => tx.select().from(telling).where(eq(telling.kind, 'called')));
  expect(told.map(({ crossingId }) => crossingId)).toEqual([stays.crossingId]);
});

test('TE-4 once it was sent the recall is told, after it and to the same', async () => {
  const vehicle = await file();
  await driverPhone(vehicle);
  const id = await call([vehicle]);
  await house.gather();
  await house.send();
  await recall(id, [vehicle]);
  await house.gather();
  await house.send();
  const titles = house.service.received().map(({ payload }) => JSON.parse(payload).title);
  expect(titles).toEqual([expect.stringContaining('được gọi'), expect.stringContaining('thu hồi')]);
});

test('TE-4 a call that was on its way when it was taken back, and came back, is not sent after its recall', async () => {
  const vehicle = await file();
  await driverPhone(vehicle);
  const id = await call([vehicle]);
  await house.gather();
  house.service.order('busy');
  await house.send();
  house.service.order('none');
  // As it was while the push service was asked.
  await house.database.owner.execute("update telling_message set state = 'sending' where channel = 'push'");
  house.clock.at += 1000;
  await recall(id, [vehicle]);
  await house.gather();
  await house.database.owner.execute(
    "update telling_message set state = 'queued' where channel = 'push' and state = 'sending'",
  );
  for (let round = 0; round < 5; round += 1) {
    house.clock.at += 60_000;
    await house.send();
  }
  const titles = house.service.received().map(({ payload }) => JSON.parse(payload).title);
  expect(titles).toEqual([expect.stringContaining('thu hồi')]);
  expect(await outbox({ state: 'overtaken' })).toHaveLength(1);
});

test('TE-4 a hold that was lifted while everybody slept is no longer told in the morning', async () => {
  house.clock.at = MORNING + 15 * HOUR;
  const vehicle = await file();
  await driverPhone(vehicle);
  await record(held(vehicle));
  await house.gather();
  await record(lifted(vehicle));
  await house.gather();
  house.clock.at += 12 * HOUR;
  await house.send();
  expect(house.service.received()).toEqual([]);
});

test('TE-4 a message that comes due too late is not sent', async () => {
  const vehicle = await file();
  await call([vehicle]);
  await house.gather();
  house.clock.at += 3 * HOUR;
  await house.send();
  expect(house.sms.delivered()).toEqual([]);
  expect(await outbox({ channel: 'sms' })).toMatchObject([{ state: 'expired' }]);
});

test('TE-7 a busy provider is asked again, later and with the same message; a refusal ends it', async () => {
  const vehicle = await file();
  await call([vehicle]);
  await house.gather();
  house.sms.order('busy');
  for (let round = 0; round < 5; round += 1) {
    await house.send();
    house.clock.at += 60_000;
  }
  expect(house.sms.delivered()).toHaveLength(1);
  expect(house.sms.asked()).toBe(4);
  const other = await file();
  await call([other]);
  await house.gather();
  house.sms.order('refuse');
  await house.send();
  house.clock.at += HOUR;
  await house.send();
  expect(house.sms.asked()).toBe(5);
  expect(await outbox({ channel: 'sms', state: 'failed' })).toMatchObject([{ fault: 'refused 422' }]);
});

test('TE-7 TE-9 an answer that is lost is never sent again by push; a driver gets the call as a text instead', async () => {
  const vehicle = await file();
  await driverPhone(vehicle);
  await call([vehicle]);
  await house.gather();
  house.service.order('hang-up');
  await house.send();
  await house.send();
  expect(await outbox({ channel: 'push' })).toMatchObject([{ state: 'unknown', fault: 'unsure' }]);
  expect(house.service.received()).toHaveLength(1);
  expect(house.sms.delivered()).toMatchObject([{ channel: 'sms', to: '+84703149027' }]);
});

test('TE-9 a subscription that the browser ended is forgotten', async () => {
  const vehicle = await file();
  await driverPhone(vehicle);
  const { declarant } = house.people;
  const { endpoint, p256dh, auth } = house.service.subscribe(house.push.publicKey);
  const own = { subscriptionId: randomUUID(), personId: declarant.id, endpoint, p256dh, auth, madeAt: 0 };
  await house.accounts.insert(personPush).values(own);
  await call([vehicle]);
  await house.gather();
  house.service.order('gone');
  await house.send();
  expect(await house.gate((tx) => tx.select().from(passPush))).toEqual([]);
  expect(await house.accounts.select().from(personPush)).toEqual([]);
});

test('TE-9 who left the firm or was switched off after a message was written gets nothing', async () => {
  const vehicle = await file();
  const { owner, declarant } = house.people;
  await record({
    ...of(vehicle),
    agency: 'customs',
    type: 'information.requested',
    body: { about: 'documents' },
  });
  await house.gather();
  await house.accounts
    .update(person)
    .set({ disabledAt: new Date(0) })
    .where(eq(person.id, owner.id));
  await house.accounts
    .update(person)
    .set({ firmId: house.people.otherOwner.firmId })
    .where(eq(person.id, declarant.id));
  await house.send();
  expect(house.sms.delivered().map(({ to }) => to)).toEqual([expect.stringContaining('dispatcher')]);
  expect(await outbox({ channel: 'email', state: 'failed' })).toHaveLength(2);
});

test('TE-2 TE-5 each reads in the own language and by the own ways; nobody is told of his own deed', async () => {
  const vehicle = await file();
  const { dispatcher, declarant, owner } = house.people;
  const preference = { ...USUAL_PREFERENCE, locale: 'zh' as const, choices: { held: ['email' as const] } };
  await house.accounts.insert(personTelling).values({ personId: dispatcher.id, preference, changedAt: 0 });
  await record({ ...held(vehicle), actor: owner.id });
  await house.gather();
  await house.send();
  expect(house.sms.delivered()).toMatchObject([
    { channel: 'email', subject: expect.stringContaining('被暂扣') },
  ]);
  expect(house.sms.delivered()[0]?.text).toContain(
    `https://gate.example/declare#talk-HN-${vehicle.crossingId}`,
  );
  const inboxes = (await outbox({ channel: 'inbox' })).map(({ recipient }) => recipient).toSorted();
  expect(inboxes).toEqual([declarant, dispatcher].map(({ id }) => `person ${id}`).toSorted());
});

test('TE-7 two nodes that send at once send each message once', async () => {
  const vehicles = await Promise.all([file(), file(), file()]);
  for (const vehicle of vehicles) await driverPhone(vehicle);
  await call(vehicles);
  await house.gather();
  house.service.delay(50);
  await Promise.all([house.send(), house.send(), house.send()]);
  expect(house.service.received()).toHaveLength(3);
  expect(await outbox({ channel: 'push', state: 'sent' })).toHaveLength(3);
  const rows = await house.gate((tx) =>
    tx
      .select()
      .from(tellingMessage)
      .where(and(eq(tellingMessage.channel, 'push'), eq(tellingMessage.tries, 1))),
  );
  expect(rows).toHaveLength(3);
});
