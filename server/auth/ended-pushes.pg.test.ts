import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { person, session, signInRate } from '@/db/schema/account';
import { personPush, personTelling } from '@/db/schema/telling';
import { ANONYMOUS, type ApiHouse, apiHouse } from '../testing/api-house';
import { AUTH_SECRET, askAuth, cookieBy, cookieOf, ORIGIN, PASSWORD } from '../testing/ask-auth';
import { askerOf } from './actor';
import { type Auth, createAuth } from './auth';

/** What somebody's browsers are told ends with the access that it was asked for in. */
let house: ApiHouse;
let auth: Auth;
const bugs: unknown[] = [];
let texts: string[] = [];

beforeAll(async () => {
  house = await apiHouse();
  auth = createAuth({
    db: house.accounts,
    secret: AUTH_SECRET,
    origin: ORIGIN,
    now: () => house.clock.at,
    onBug: (error) => bugs.push(error),
    tell: ({ text }) => {
      texts.push(text);
    },
    identity: null,
  });
});
beforeEach(async () => {
  texts = [];
  await house.database.owner.delete(signInRate);
});
afterAll(async () => {
  expect(bugs).toEqual([]);
  await house.close();
});

const lastToken = () => /\/join#([\w-]{32})/.exec(house.told.at(-1)?.text ?? '')?.[1] ?? '';
async function join(contact: string, inviter = house.people.owner): Promise<string> {
  await house.call(inviter).firm.invite({ contact, role: 'dispatcher', locale: 'vi' });
  await house.call(ANONYMOUS).firm.join({ token: lastToken(), name: 'Member', password: PASSWORD });
  const [row] = await house.accounts.select().from(person).where(eq(person.email, contact));
  return row?.id ?? '';
}
const newMember = async () => {
  const contact = `${randomUUID()}@firm.example`;
  return { contact, id: await join(contact) };
};
const newBrowser = () => {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  return {
    endpoint: `https://fcm.googleapis.com/fcm/send/${randomUUID()}`,
    p256dh: keys.getPublicKey('base64url'),
    auth: randomBytes(16).toString('base64url'),
  };
};
const asker = (cookie: string) => askerOf(new Headers({ cookie }), auth);
async function callBy(cookie: string) {
  const { actor, sessionId } = await asker(cookie);
  return house.call(actor, sessionId);
}
/** A browser in which somebody signs in and asks to be told. */
async function toldBrowser(contact: string) {
  const cookie = await cookieBy(auth, contact);
  const subscription = newBrowser();
  await (await callBy(cookie)).telling.subscribe({ subscription, userAgent: null });
  const { sessionId } = await asker(cookie);
  return { cookie, subscription, endpoint: subscription.endpoint, sessionId: sessionId ?? '' };
}
const toldOf = async (id: string) =>
  (
    await house.accounts
      .select({ endpoint: personPush.endpoint })
      .from(personPush)
      .where(eq(personPush.personId, id))
  ).map(({ endpoint }) => endpoint);
const ask = (path: string, body: unknown, cookie = '') => askAuth(auth, path, body, cookie);

test('FM-9 with one session ends what its browser is told, and no other’s', async () => {
  const { contact, id } = await newMember();
  const other = await newMember();
  const [own, lost] = [await toldBrowser(contact), await toldBrowser(contact)];
  const stranger = await toldBrowser(other.contact);
  await ask('/own-sessions/end', { id: lost.sessionId }, stranger.cookie);
  expect(await toldOf(id)).toHaveLength(2);
  expect((await ask('/own-sessions/end', { id: lost.sessionId }, own.cookie)).status).toBe(200);
  expect(await toldOf(id)).toEqual([own.endpoint]);
  expect(await toldOf(other.id)).toEqual([stranger.endpoint]);
});

test('FM-9 with all other sessions ends what was asked for in them, in lapsed ones and before sessions were kept', async () => {
  const { contact, id } = await newMember();
  const other = await newMember();
  const stranger = await toldBrowser(other.contact);
  const [own, , lapsed] = [
    await toldBrowser(contact),
    await toldBrowser(contact),
    await toldBrowser(contact),
    await toldBrowser(contact),
  ];
  await house.accounts.delete(session).where(eq(session.id, lapsed.sessionId));
  await house.accounts
    .update(personPush)
    .set({ sessionId: null })
    .where(eq(personPush.endpoint, lapsed.endpoint));
  expect((await ask('/revoke-other-sessions', {})).status).toBe(401);
  expect(await toldOf(id)).toHaveLength(4);
  expect((await ask('/revoke-other-sessions', {}, own.cookie)).status).toBe(200);
  expect(await toldOf(id)).toEqual([own.endpoint]);
  expect(await toldOf(other.id)).toEqual([stranger.endpoint]);
});

test('FM-9 a new password ends what all browsers are told, by a code and by the old one', async () => {
  const { contact, id } = await newMember();
  await toldBrowser(contact);
  const sent = await ask('/code/send', { contact, purpose: 'recover', locale: 'vi' });
  const { request } = (await sent.json()) as { request: string };
  const code = /\d{4} \d{4}/.exec(texts.at(-1) ?? '')?.[0] ?? '';
  const back = await ask('/code/recover', { request, code, password: PASSWORD });
  expect((await asker(cookieOf(back))).actor.kind).toBe('person');
  expect(await toldOf(id)).toEqual([]);

  const { cookie, endpoint } = await toldBrowser(contact);
  const change = { currentPassword: PASSWORD, newPassword: 'sương mù Mẫu Sơn', revokeOtherSessions: true };
  expect((await ask('/change-password', { ...change, currentPassword: 'not it at all' }, cookie)).ok).toBe(
    false,
  );
  expect(await toldOf(id)).toEqual([endpoint]);
  expect((await ask('/change-password', change, cookie)).status).toBe(200);
  expect(await toldOf(id)).toEqual([]);
});

test('FM-3 who is removed is told nothing any more, and comes back without what was chosen and told before', async () => {
  const { contact, id } = await newMember();
  const { cookie } = await toldBrowser(contact);
  await (await callBy(cookie)).telling.saveOwn({ locale: 'zh', quiet: null, choices: {} });
  await house.call(house.people.owner).firm.remove({ member: id });
  expect(await toldOf(id)).toEqual([]);
  // Of a removal before this was so.
  await house.accounts
    .insert(personPush)
    .values({ subscriptionId: randomUUID(), personId: id, ...newBrowser(), userAgent: null, madeAt: 1 });
  expect(await join(contact, house.people.otherOwner)).toBe(id);
  expect(await toldOf(id)).toEqual([]);
  expect(await house.accounts.select().from(personTelling).where(eq(personTelling.personId, id))).toEqual([]);
});

test('FM-3 another role leaves it to the member what this browser is told', async () => {
  const { contact, id } = await newMember();
  const { endpoint } = await toldBrowser(contact);
  await house.call(house.people.owner).firm.changeRole({ member: id, role: 'declarant' });
  expect(await toldOf(id)).toEqual([endpoint]);
});

test('FM-9 whoever signs in anew in a browser that is told ends it with the new session', async () => {
  const { contact, id } = await newMember();
  const { subscription, endpoint } = await toldBrowser(contact);
  const [again, own] = [await cookieBy(auth, contact), await cookieBy(auth, contact)];
  const renewal = { subscription, userAgent: null, renews: true };
  await (await callBy(again)).telling.subscribe(renewal);
  expect(await toldOf(id)).toEqual([endpoint]);
  const { sessionId } = await asker(again);
  await ask('/own-sessions/end', { id: sessionId }, own);
  expect(await toldOf(id)).toEqual([]);
  // What has ended, and what is another's, is not begun by it.
  await (await callBy(own)).telling.subscribe(renewal);
  const other = await newMember();
  const stranger = await toldBrowser(other.contact);
  await (await callBy(own)).telling.subscribe({ ...renewal, subscription: stranger.subscription });
  expect(await toldOf(id)).toEqual([]);
  expect(await toldOf(other.id)).toEqual([stranger.endpoint]);
});

test('FM-9 a browser asks in vain in a session that was ended while it asked', async () => {
  const { contact, id } = await newMember();
  const cookie = await cookieBy(auth, contact);
  const late = await callBy(cookie);
  const { sessionId } = await asker(cookie);
  await ask('/own-sessions/end', { id: sessionId }, await cookieBy(auth, contact));
  await expect(late.telling.subscribe({ subscription: newBrowser(), userAgent: null })).rejects.toThrow(
    'AP-SIGN',
  );
  expect(await toldOf(id)).toEqual([]);
});

test('FM-9 an address that the push service has changed stays of its session', async () => {
  const { contact, id } = await newMember();
  const [own, lost] = [await toldBrowser(contact), await toldBrowser(contact)];
  const { endpoint, auth: secret } = lost.subscription;
  const next = newBrowser();
  await house.call(ANONYMOUS).telling.moveSubscription({ old: { endpoint, auth: secret }, next });
  expect((await toldOf(id)).toSorted()).toEqual([own.endpoint, next.endpoint].toSorted());
  await ask('/own-sessions/end', { id: lost.sessionId }, own.cookie);
  expect(await toldOf(id)).toEqual([own.endpoint]);
  // Of the session in which its page has brought the new address already.
  const again = await toldBrowser(contact);
  const { endpoint: before, auth: itsSecret } = own.subscription;
  await house.call(ANONYMOUS).telling.moveSubscription({
    old: { endpoint: before, auth: itsSecret },
    next: again.subscription,
  });
  await ask('/own-sessions/end', { id: own.sessionId }, again.cookie);
  expect(await toldOf(id)).toEqual([again.endpoint]);
});
