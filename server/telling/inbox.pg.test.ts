import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { event } from '@/db/schema/event';
import { USUAL_PREFERENCE } from '@/domain/telling/preference';
import { readStatus } from '../status/read-status';
import { ANONYMOUS, PEOPLE } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { type Filed, type TellingHouse, tellingHouse } from '../testing/telling-house';

let house: TellingHouse;
let vehicle: Filed;
beforeAll(async () => {
  house = await tellingHouse();
  vehicle = await house.file();
  await house.driverPhone(vehicle);
  await house.callUp([vehicle]);
  await house.gather();
  await house.send();
});
afterAll(() => house.close());

test('TE-2 an inbox holds what its owner was told, unread until it is read, and nobody else reads it for him', async () => {
  const [own, colleague] = [house.call(house.people.dispatcher), house.call(house.people.declarant)];
  expect(await own.telling.unread()).toBe(1);
  const [line] = await own.telling.inbox();
  expect(line).toMatchObject({ kind: 'called', gateId: HN, crossingId: vehicle.crossingId, isRead: false });
  await colleague.telling.markRead({ messages: [line?.messageId ?? ''] });
  expect(await own.telling.unread()).toBe(1);
  await own.telling.markRead({ messages: [line?.messageId ?? ''] });
  expect(await own.telling.unread()).toBe(0);
  expect(await own.telling.inbox()).toMatchObject([{ isRead: true }]);
  expect(await colleague.telling.unread()).toBe(1);
  await colleague.telling.markRead({ messages: null });
  expect(await colleague.telling.unread()).toBe(0);
  expect(await house.call(house.people.otherOwner).telling.inbox()).toEqual([]);
});

test('TE-8 firm and gate see whether the driver was told, by what and when, and so does the call desk; no name or number of the driver', async () => {
  for (const actor of [house.people.dispatcher, house.people.supervisor]) {
    const told = await house.call(actor).telling.deliveries({ gateId: HN, crossingId: vehicle.crossingId });
    expect(told.driver).toEqual({ phones: 1, hasNumber: true });
    const [call] = told.tellings;
    expect(call?.messages.find(({ name }) => name === null)).toMatchObject({
      channel: 'push',
      state: 'sent',
      sentAt: house.clock.at,
      openedAt: null,
    });
    for (const word of PEOPLE) expect(JSON.stringify(told)).not.toContain(word);
  }
  const [pushed] = house.service.received();
  const { id } = JSON.parse(pushed?.payload ?? '');
  await house.call(ANONYMOUS).telling.seen({ id, state: 'opened' });
  const told = await house
    .call(house.people.dispatcher)
    .telling.deliveries({ gateId: HN, crossingId: vehicle.crossingId });
  expect(told.tellings[0]?.messages.find(({ name }) => name === null)).toMatchObject({
    state: 'delivered',
    openedAt: house.clock.at,
  });
  // The call desk has heard it as well, once.
  await house.call(ANONYMOUS).telling.seen({ id, state: 'delivered' });
  const reached = await house.gate((tx) =>
    tx.select({ event: event.event }).from(event).where(eq(event.type, 'call.reached')),
  );
  expect(reached).toMatchObject([
    { event: { body: { message: 'call', recipient: { kind: 'driver', crossingId: vehicle.crossingId } } } },
  ]);
});

test('TE-2 what somebody chose is kept, for that person alone', async () => {
  const own = house.call(house.people.declarant);
  expect(await own.telling.own()).toMatchObject({
    isUsual: true,
    preference: USUAL_PREFERENCE,
    hasEmail: true,
    hasPhone: false,
    hasProvider: true,
  });
  const chosen = { locale: 'zh' as const, quiet: null, choices: { called: ['sms' as const] } };
  await own.telling.saveOwn(chosen);
  expect(await own.telling.own()).toMatchObject({ isUsual: false, preference: chosen });
  expect((await house.call(house.people.owner).telling.own()).isUsual).toBe(true);
  for (const wrong of [
    { ...chosen, quiet: { from: 3, to: 3 } },
    { ...chosen, choices: { nothing: ['sms'] } },
    { ...chosen, choices: { called: ['fax'] } },
  ])
    await expect(own.telling.saveOwn(wrong as never)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('TE-13 everybody sees whether it is up, how old its knowledge is and how its links stand; nothing of anybody', async () => {
  const status = await readStatus(house.context(ANONYMOUS), {
    VASSCM_URL: undefined,
    BANK_URL: undefined,
    MESSAGES_URL: house.sms.url,
  });
  expect(status.at).toBe(house.clock.at);
  expect(status.links).toEqual([
    { link: 'customs', state: 'off', lastGoodAt: null },
    { link: 'bank', state: 'off', lastGoodAt: null },
    { link: 'messages', state: 'idle', lastGoodAt: null },
    { link: 'push', state: 'works', lastGoodAt: house.clock.at },
  ]);
  expect(status.gates.find(({ gateId }) => gateId === HN)).toMatchObject({ paperSince: null });
  for (const word of [...PEOPLE, vehicle.plate]) expect(JSON.stringify(status)).not.toContain(word);
});
