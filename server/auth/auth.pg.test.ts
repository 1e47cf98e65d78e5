import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OpenDatabase } from '@/db/client';
import { signInRate } from '@/db/schema/account';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { gateIdSchema } from '@/domain/shared/identity';
import { AUTH_SECRET, authRequest, cookieOf, ORIGIN, PASSWORD } from '../testing/ask-auth';
import { actorOf } from './actor';
import { answerAuth } from './answer-auth';
import { type Auth, createAuth } from './auth';
import { createAccount } from './create-account';
import { openSignInDatabase } from './sign-in-database';
import { ATTEMPTS_PER_ACCOUNT, THROTTLE_WINDOW_SECONDS } from './throttle';

let database: TestDatabase;
let accounts: OpenDatabase;
let auth: Auth;
const bugs: unknown[] = [];
let now = 1_770_000_000_000;
const make = (origin: string) =>
  createAuth({
    db: accounts.db,
    secret: AUTH_SECRET,
    origin,
    now: () => now,
    onBug: (error) => bugs.push(error),
    tell: null,
    identity: null,
  });

beforeAll(async () => {
  database = await testDatabase();
  accounts = openSignInDatabase(database.appUrl);
  auth = make(ORIGIN);
  for (const [name, role] of [
    ['lan', 'officer'],
    ['minh', 'supervisor'],
  ] as const)
    await createAccount(
      accounts.db,
      {
        name,
        email: `${name}@hn.example`,
        password: PASSWORD,
        role,
        gateId: gateIdSchema.parse('HN'),
        agency: role === 'officer' ? 'border-guard' : null,
        firmId: null,
      },
      now,
    );
});
beforeEach(async () => {
  await database.owner.delete(signInRate);
});
afterAll(async () => {
  expect(bugs).toEqual([]);
  await accounts.close();
  await database.close();
});

const signIn = (email: string, password = PASSWORD, headers = {}) =>
  answerAuth(auth, authRequest('/sign-in/email', { email, password }, headers));

test('signing in gives a cookie that scripts cannot read and other sites cannot send, and the actor behind it', async () => {
  const answer = await signIn('lan@hn.example');
  expect(answer.status).toBe(200);
  const cookie = answer.headers.getSetCookie().find((text) => text.startsWith('gate.session_token='));
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Strict/i);
  expect(await actorOf(new Headers({ cookie: cookieOf(answer) }), auth)).toMatchObject({
    kind: 'person',
    role: 'officer',
    gateId: 'HN',
    agency: 'border-guard',
    firmId: null,
  });
});

test('over HTTPS the cookie is Secure', async () => {
  const secure = make('https://gate.example');
  const answer = await answerAuth(
    secure,
    authRequest(
      '/sign-in/email',
      { email: 'lan@hn.example', password: PASSWORD },
      { origin: 'https://gate.example' },
    ),
  );
  const cookie = answer.headers.getSetCookie().find((text) => text.includes('session_token'));
  expect(cookie).toMatch(/^__Secure-gate\./);
  expect(cookie).toMatch(/; Secure/i);
});

test('a wrong password and an unknown address answer alike', async () => {
  const wrong = await signIn('lan@hn.example', 'not the password');
  const unknown = await signIn('nobody@hn.example', 'not the password');
  expect(wrong.status).toBe(401);
  expect(unknown.status).toBe(wrong.status);
  expect(await unknown.text()).toBe(await wrong.text());
  expect(unknown.headers.getSetCookie()).toEqual([]);
});

test('a cookie with another signature or no session is nobody', async () => {
  for (const cookie of ['gate.session_token=abc.def', 'gate.session_token=', 'other=1'])
    expect(await actorOf(new Headers({ cookie }), auth)).toEqual({ kind: 'anonymous' });
  expect(await actorOf(new Headers(), auth)).toEqual({ kind: 'anonymous' });
});

test('signing out ends the session at the centre, not only in the browser', async () => {
  const cookie = cookieOf(await signIn('minh@hn.example'));
  expect((await actorOf(new Headers({ cookie }), auth)).kind).toBe('person');
  const out = await answerAuth(auth, authRequest('/sign-out', {}, { cookie }));
  expect(out.status).toBe(200);
  expect(await actorOf(new Headers({ cookie }), auth)).toEqual({ kind: 'anonymous' });
});

test('nobody makes an account or a role for himself', async () => {
  const signUp = { name: 'x', email: 'x@y.example', password: PASSWORD, role: 'manager' };
  expect((await answerAuth(auth, authRequest('/sign-up/email', signUp))).status).toBe(404);
  // Even past our own door the library refuses.
  expect((await auth.handler(authRequest('/sign-up/email', signUp))).status).toBeGreaterThanOrEqual(400);
  const cookie = cookieOf(await signIn('lan@hn.example'));
  expect((await answerAuth(auth, authRequest('/update-user', { role: 'manager' }, { cookie }))).status).toBe(
    404,
  );
  await auth.handler(authRequest('/update-user', { role: 'manager', gateId: 'TT' }, { cookie }));
  expect(await actorOf(new Headers({ cookie }), auth)).toMatchObject({ role: 'officer', gateId: 'HN' });
});

test('every other door of the library is shut', async () => {
  for (const path of [
    '/delete-user',
    '/change-email',
    '/list-sessions',
    '/ok',
    '/error',
    '/request-password-reset',
  ])
    expect((await answerAuth(auth, authRequest(path, {}))).status).toBe(404);
  expect(
    (await answerAuth(auth, authRequest('/sign-in/email', { email: 'x'.repeat(5000), password: 'y' })))
      .status,
  ).toBe(413);
});

test('another site cannot sign a visitor in', async () => {
  for (const headers of [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'content-type': 'text/plain' },
  ]) {
    const answer = await signIn('lan@hn.example', PASSWORD, headers);
    expect([403, 415]).toContain(answer.status);
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
});

test('guessing at one account is stopped, for real and unknown accounts alike, and no longer than the window', async () => {
  for (const email of ['lan@hn.example', 'nobody@hn.example']) {
    for (let attempt = 0; attempt < ATTEMPTS_PER_ACCOUNT; attempt += 1)
      expect((await signIn(email, `guess ${attempt}`)).status).toBe(401);
    expect((await signIn(email)).status).toBe(429);
    // Spelling the address otherwise is the same account.
    expect((await signIn(email.toUpperCase())).status).toBe(429);
  }
  expect((await signIn('minh@hn.example')).status).toBe(200);
  now += THROTTLE_WINDOW_SECONDS * 1000 + 1;
  expect((await signIn('lan@hn.example')).status).toBe(200);
});

test('guesses that arrive at once are counted one by one', async () => {
  const answers = await Promise.all(
    Array.from({ length: ATTEMPTS_PER_ACCOUNT * 2 }, (_, at) => signIn('minh@hn.example', `guess ${at}`)),
  );
  expect(answers.filter((answer) => answer.status === 401)).toHaveLength(ATTEMPTS_PER_ACCOUNT);
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(ATTEMPTS_PER_ACCOUNT);
});

test('the application outside sign-in sees no person, session or password hash', async () => {
  for (const table of [
    'person',
    'session',
    'account',
    'verification',
    'sign_in_rate',
    'firm_invitation',
    'member_change',
    'one_time_code',
    'firm',
    'draft',
    'filing',
  ]) {
    const rows = await database.app.execute(sql`select 1 from ${sql.identifier(table)}`);
    expect({ table, rows: rows.length }).toEqual({ table, rows: 0 });
  }
});
