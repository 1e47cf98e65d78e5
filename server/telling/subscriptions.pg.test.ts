import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passPush, personPush } from '@/db/schema/telling';
import { ANONYMOUS } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { type TellingHouse, tellingHouse } from '../testing/telling-house';
import { forgetTellings } from './forget';

let house: TellingHouse;
beforeAll(async () => {
  house = await tellingHouse();
});
afterAll(() => house.close());

/** A browser of a known service, with keys as browsers make them. */
const browser = () => {
  const { p256dh, auth } = house.service.subscribe(house.key.publicKey);
  return { endpoint: `https://fcm.googleapis.com/fcm/send/${randomUUID()}`, p256dh, auth };
};
const driver = () => house.call(ANONYMOUS);
const ofPasses = () => house.gate((tx) => tx.select().from(passPush));

test('TE-9 whoever holds the whole text of a pass is told about it, and may stop it; nobody else', async () => {
  const { token, passId } = await house.file();
  const subscription = browser();
  await driver().telling.subscribePass({ token, subscription, locale: 'zh' });
  await driver().telling.subscribePass({ token, subscription, locale: 'vi' });
  expect(await ofPasses()).toMatchObject([{ passId, endpoint: subscription.endpoint, locale: 'vi' }]);
  const altered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  await expect(
    driver().telling.subscribePass({ token: altered, subscription, locale: 'vi' }),
  ).rejects.toThrow(/AP-(NONE|PASS)/);
  await driver().telling.unsubscribePass({ token, endpoint: subscription.endpoint });
  expect(await ofPasses()).toEqual([]);
});

test('TE-9 an address that is no push service is taken from nobody', async () => {
  const { token } = await house.file();
  for (const endpoint of ['http://169.254.169.254/', 'https://evil.example/x', house.sms.url])
    await expect(
      driver().telling.subscribePass({ token, subscription: { ...browser(), endpoint }, locale: 'vi' }),
    ).rejects.toThrow('AP-INPUT');
});

test('TE-9 a pass is told to four browsers at most, a person in ten', async () => {
  const { token } = await house.file();
  for (let count = 0; count < 4; count += 1)
    await driver().telling.subscribePass({ token, subscription: browser(), locale: 'vi' });
  await expect(
    driver().telling.subscribePass({ token, subscription: browser(), locale: 'vi' }),
  ).rejects.toThrow('AP-MANY');
  const own = house.call(house.people.viewer);
  for (let count = 0; count < 10; count += 1)
    await own.telling.subscribe({ subscription: browser(), userAgent: null });
  await expect(own.telling.subscribe({ subscription: browser(), userAgent: null })).rejects.toThrow(
    'AP-MANY',
  );
});

test('TE-9 a browser is of whoever used it last; only its owner ends it', async () => {
  const subscription = browser();
  const [first, second] = [house.call(house.people.declarant), house.call(house.people.otherDeclarant)];
  await first.telling.subscribe({ subscription, userAgent: 'Firefox' });
  await second.telling.subscribe({ subscription, userAgent: null });
  expect((await first.telling.own()).endpoints).toEqual([]);
  await first.telling.unsubscribe({ endpoint: subscription.endpoint });
  expect((await second.telling.own()).endpoints).toEqual([subscription.endpoint]);
});

test('TE-9 a new address is believed by the old one and its secret alone', async () => {
  const { token } = await house.file();
  const old = browser();
  const next = browser();
  await driver().telling.subscribePass({ token, subscription: old, locale: 'vi' });
  await house.call(house.people.owner).telling.subscribe({ subscription: old, userAgent: null });
  const { endpoint, auth } = old;
  await expect(
    driver().telling.moveSubscription({ old: { endpoint, auth: browser().auth }, next }),
  ).rejects.toThrow('AP-NONE');
  await driver().telling.moveSubscription({ old: { endpoint, auth }, next });
  const persons = await house.accounts.select().from(personPush);
  for (const rows of [await ofPasses(), persons]) {
    expect(rows.filter((row) => row.endpoint === endpoint)).toEqual([]);
    expect(rows.filter((row) => row.endpoint === next.endpoint)).toMatchObject([{ auth: next.auth }]);
  }
});

test('TE-9 a subscription ends a day after its crossing has', async () => {
  const vehicle = await house.file();
  await driver().telling.subscribePass({ token: vehicle.token, subscription: browser(), locale: 'vi' });
  const own = async () => (await ofPasses()).filter(({ crossingId }) => crossingId === vehicle.crossingId);
  await house.record({
    v: 1,
    gateId: HN,
    agency: 'border-guard',
    actor: 'officer',
    shift: null,
    crossingId: vehicle.crossingId,
    passId: null,
    step: null,
    direction: 'export',
    verdict: null,
    codes: [],
    lists: null,
    sealed: null,
    type: 'crossing.turned-back',
    body: { reason: 'papers' },
  } as Parameters<TellingHouse['record']>[0]);
  await forgetTellings(house.database.app, house.clock.at + 3_600_000);
  expect(await own()).toHaveLength(1);
  await forgetTellings(house.database.app, house.clock.at + 25 * 3_600_000);
  expect(await own()).toEqual([]);
});

test('TE-9 an address that the page has brought already is moved to without a fault, and keeps one row', async () => {
  const { token, passId } = await house.file();
  const [old, next] = [browser(), browser()];
  const owner = house.call(house.people.dispatcher);
  for (const subscription of [old, next]) {
    await driver().telling.subscribePass({ token, subscription, locale: 'zh' });
    await owner.telling.subscribe({ subscription, userAgent: null });
  }
  const { endpoint, auth } = old;
  await driver().telling.moveSubscription({ old: { endpoint, auth }, next });
  expect((await owner.telling.own()).endpoints).toEqual([next.endpoint]);
  const own = (await ofPasses()).filter((row) => row.passId === passId);
  expect(own.map((row) => row.endpoint)).toEqual([next.endpoint]);
});

test('TE-9 nobody loses an address to whoever does not know an old one and its secret', async () => {
  const subscription = browser();
  const owner = house.call(house.people.declarant);
  await owner.telling.subscribe({ subscription, userAgent: null });
  const { endpoint, auth } = browser();
  await expect(
    driver().telling.moveSubscription({ old: { endpoint, auth }, next: subscription }),
  ).rejects.toThrow('AP-NONE');
  expect((await owner.telling.own()).endpoints).toContain(subscription.endpoint);
});

test('TE-9 two tabs that ask at once make one subscription, and the tenth browser may ask again', async () => {
  const own = house.call(house.people.otherOwner);
  const subscriptions = Array.from({ length: 10 }, browser);
  for (const subscription of subscriptions)
    await Promise.all([1, 2].map(() => own.telling.subscribe({ subscription, userAgent: null })));
  expect((await own.telling.own()).endpoints).toHaveLength(10);
  const [first] = subscriptions;
  if (first === undefined) throw new Error('none');
  expect(await own.telling.subscribe({ subscription: first, userAgent: 'Firefox' })).toBeNull();
});
