import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import type { OpenDatabase } from '@/db/client';
import { account, person, session, signInRate } from '@/db/schema/account';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { gateIdSchema } from '@/domain/shared/identity';
import { AUTH_SECRET, askAuth, cookieBy, cookieOf, ORIGIN, PASSWORD } from '../testing/ask-auth';
import { type LocalOpenid, localOpenid } from '../testing/local-openid';
import { actorOf } from './actor';
import { answerAuth } from './answer-auth';
import { type Auth, createAuth } from './auth';
import { createAccount } from './create-account';
import { IDENTITY } from './identity-provider';
import { FRESH_SECONDS } from './passkey-doors';
import { openSignInDatabase } from './sign-in-database';

const CLIENT = { id: 'gate', secret: 'a-long-secret-of-the-test' };

let database: TestDatabase;
let accounts: OpenDatabase;
let provider: LocalOpenid;
let auth: Auth;

beforeAll(async () => {
  database = await testDatabase();
  accounts = openSignInDatabase(database.appUrl);
  provider = await localOpenid({ ...CLIENT, redirectUri: `${ORIGIN}/api/auth/callback/${IDENTITY}` });
  auth = createAuth({
    db: accounts.db,
    secret: AUTH_SECRET,
    origin: ORIGIN,
    now: Date.now,
    // The library tells each refusal of an unknown identity there; what matters is what the browser gets.
    onBug: () => undefined,
    tell: null,
    identity: { issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret },
  });
  for (const name of ['lan', 'minh'])
    await createAccount(
      accounts.db,
      {
        name,
        email: `${name}@gate.example`,
        password: PASSWORD,
        role: 'supervisor',
        gateId: gateIdSchema.parse('HN'),
        agency: null,
        firmId: null,
      },
      Date.now(),
    );
});
beforeEach(async () => {
  await database.owner.delete(signInRate);
  await database.owner.delete(account).where(eq(account.providerId, IDENTITY));
});
afterAll(async () => {
  await provider.stop();
  await accounts.close();
  await database.close();
});

const ask = (path: string, body: unknown, cookie = '') => askAuth(auth, path, body, cookie);
const cookieByName = (name: string) => cookieBy(auth, `${name}@gate.example`);
const ORDER = { provider: IDENTITY, callbackURL: '/account', errorCallbackURL: '/sign-in' };

/** To the provider, there as `subject`, and back. */
async function go(path: '/sign-in/social' | '/link-social', subject: string, cookie = '') {
  const begun = await ask(path, ORDER, cookie);
  expect(begun.status).toBe(200);
  const { url } = z.object({ url: z.string() }).parse(await begun.json());
  expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256');
  expect(new URL(url).searchParams.get('nonce')).not.toBeNull();
  const back = await provider.authorise(url, subject);
  const state = cookieOf(begun);
  const answer = await answerAuth(
    auth,
    new Request(back, { headers: { cookie: state, host: 'localhost:3000' } }),
  );
  return { answer, back, state, sentTo: answer.headers.get('location') ?? '' };
}
const actorBy = (answer: Response) => actorOf(new Headers({ cookie: cookieOf(answer) }), auth);

test('FM-11 linked in one’s own session it lets in, and only to that account', async () => {
  const linked = await go('/link-social', 'citizen-1', await cookieByName('lan'));
  expect(linked.sentTo).toMatch(/\/account$/);
  const inside = await go('/sign-in/social', 'citizen-1');
  expect(inside.sentTo).toMatch(/\/account$/);
  const [lan] = await accounts.db.select().from(person).where(eq(person.name, 'lan'));
  expect(await actorBy(inside.answer)).toMatchObject({ kind: 'person', id: lan?.id, role: 'supervisor' });
  // Nobody else takes it over, and nothing of the provider's is kept but who it is.
  const taken = await go('/link-social', 'citizen-1', await cookieByName('minh'));
  expect(taken.sentTo).toContain('/sign-in?error=');
  const rows = await accounts.db.select().from(account).where(eq(account.providerId, IDENTITY));
  expect(rows).toMatchObject([
    { userId: lan?.id, accountId: 'citizen-1', accessToken: null, refreshToken: null, idToken: null },
  ]);
});

test('FM-11 an identity that nobody linked gets no account and no session, whatever it is called', async () => {
  const before = await accounts.db.select().from(person);
  for (const subject of ['citizen-2', 'lan@gate.example']) {
    const outcome = await go('/sign-in/social', subject);
    expect(outcome.sentTo).toMatch(/^\/sign-in\?error=\w+|^http:\/\/localhost:3000\/sign-in\?error=\w+/);
    expect(await actorBy(outcome.answer)).toEqual({ kind: 'anonymous' });
  }
  expect(await accounts.db.select().from(person)).toHaveLength(before.length);
});

test('FM-11 an answer counts once, and only in the browser that went', async () => {
  await go('/link-social', 'citizen-3', await cookieByName('lan'));
  const { back, state } = await go('/sign-in/social', 'citizen-3');
  const visit = (url: string, cookie: string) =>
    answerAuth(auth, new Request(url, { headers: { cookie, host: 'localhost:3000' } }));
  for (const answer of [await visit(back, state), await visit(back, '')])
    expect(await actorBy(answer)).toEqual({ kind: 'anonymous' });
  const begun = await ask('/sign-in/social', ORDER);
  const { url } = z.object({ url: z.string() }).parse(await begun.json());
  const other = await provider.authorise(url, 'citizen-3');
  expect(await actorBy(await visit(other, ''))).toEqual({ kind: 'anonymous' });
});

test('FM-11 a disabled account stays shut, and only a fresh session links', async () => {
  const cookie = await cookieByName('minh');
  await go('/link-social', 'citizen-4', cookie);
  await database.owner.update(person).set({ disabledAt: new Date() }).where(eq(person.name, 'minh'));
  expect(await actorBy((await go('/sign-in/social', 'citizen-4')).answer)).toEqual({ kind: 'anonymous' });
  expect((await ask('/link-social', ORDER, cookie)).status).toBe(409);
  await database.owner.update(person).set({ disabledAt: null }).where(eq(person.name, 'minh'));
  await database.owner.update(session).set({ createdAt: new Date(Date.now() - FRESH_SECONDS * 1000 - 1) });
  expect((await ask('/link-social', ORDER, cookie)).status).toBe(403);
  expect((await ask('/link-social', ORDER)).status).toBe(401);
});

test('FM-11 no way leads to another site, and no token is taken from a browser', async () => {
  for (const over of [
    { callbackURL: 'https://evil.example' },
    { callbackURL: '//evil.example' },
    { errorCallbackURL: '/\\evil.example' },
    { idToken: { token: 'a.b.c' } },
    { provider: 'google' },
    { requestSignUp: true },
  ])
    expect([400, 403]).toContain((await ask('/sign-in/social', { ...ORDER, ...over })).status);
});
