import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OpenDatabase } from '@/db/client';
import { firm, person, session, signInRate } from '@/db/schema/account';
import { oneTimeCode } from '@/db/schema/firm-people';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { CODE_LIFE_SECONDS, CODE_TRIES } from '@/domain/access/one-time-code';
import { gateIdSchema } from '@/domain/shared/identity';
import type { Message } from '../connectors/messages/message-port';
import { AUTH_SECRET, askAuth, cookieOf, ORIGIN, PASSWORD } from '../testing/ask-auth';
import { actorOf } from './actor';
import { answerAuth } from './answer-auth';
import { type Auth, createAuth } from './auth';
import { createAccount } from './create-account';
import { openSignInDatabase } from './sign-in-database';
import { ATTEMPTS_PER_ACCOUNT, CODES_PER_CONTACT, THROTTLE_WINDOW_SECONDS } from './throttle';

const FIRM = '019aa000-0000-7000-8000-000000000001';

let database: TestDatabase;
let accounts: OpenDatabase;
let auth: Auth;
let now = 1_770_000_000_000;
let told: Message[] = [];
const bugs: unknown[] = [];

beforeAll(async () => {
  database = await testDatabase();
  accounts = openSignInDatabase(database.appUrl);
  auth = createAuth({
    db: accounts.db,
    secret: AUTH_SECRET,
    origin: ORIGIN,
    now: () => now,
    onBug: (error) => bugs.push(error),
    tell: (message) => {
      told.push(message);
    },
    identity: null,
  });
  await accounts.db
    .insert(firm)
    .values({ id: FIRM, name: 'Công ty Kỳ Lừa', taxCode: '0101338998', createdAt: new Date(now) });
  const ofFirm = { role: 'declarant', gateId: null, agency: null, firmId: FIRM, password: PASSWORD } as const;
  await createAccount(accounts.db, { ...ofFirm, name: 'Lan', email: 'lan@firm.example' }, now);
  await createAccount(
    accounts.db,
    { ...ofFirm, name: 'Hoa', email: null, phone: '+84912345678', role: 'viewer' },
    now,
  );
  const staff = { role: 'supervisor', gateId: gateIdSchema.parse('HN'), agency: null, firmId: null } as const;
  await createAccount(
    accounts.db,
    { ...staff, name: 'Trực', email: 'truc@gate.example', password: PASSWORD },
    now,
  );
});
beforeEach(async () => {
  told = [];
  await database.owner.delete(signInRate);
});
afterAll(async () => {
  expect(bugs).toEqual([]);
  await accounts.close();
  await database.close();
});

const ask = (path: string, body: unknown, cookie = '') =>
  askAuth(auth, path, body, cookie, { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/130.0' });
const actorBy = (cookie: string) => actorOf(new Headers({ cookie }), auth);
const signIn = (contact: string, password = PASSWORD) => ask('/sign-in/contact', { contact, password });
const sendCode = async (contact: string, purpose: 'sign-in' | 'recover' = 'sign-in') => {
  const answer = await ask('/code/send', { contact, purpose, locale: 'vi' });
  return {
    status: answer.status,
    request: answer.ok ? ((await answer.json()) as { request: string }).request : '',
  };
};
const lastCode = () => /\d{4} \d{4}/.exec(told.at(-1)?.text ?? '')?.[0] ?? '';

test('FM-6 in by e-mail or by mobile number, however they are written, and no token leaves the cookie', async () => {
  for (const [contact, name] of [
    [' LAN@Firm.example', 'declarant'],
    ['0912 345 678', 'viewer'],
    ['+84912345678', 'viewer'],
  ] as const) {
    const answer = await signIn(contact);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ user: { mustChangePassword: false } });
    expect(answer.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Strict/i);
    expect(await actorBy(cookieOf(answer))).toMatchObject({ kind: 'person', role: name, firmId: FIRM });
  }
});

test('FM-8 a wrong password and a contact that nobody has answer alike, and are counted alike', async () => {
  const wrong = await signIn('lan@firm.example', 'not the password');
  const texts = [await wrong.text()];
  expect(wrong.status).toBe(401);
  for (const contact of ['nobody@firm.example', '0912999999', 'no contact at all']) {
    const unknown = await signIn(contact);
    expect(unknown.status).toBe(401);
    texts.push(await unknown.text());
    expect(unknown.headers.getSetCookie()).toEqual([]);
  }
  expect(new Set(texts).size).toBe(1);
  for (const contact of ['0912345678', '0913000111']) {
    for (let attempt = 0; attempt < ATTEMPTS_PER_ACCOUNT; attempt += 1)
      expect((await signIn(contact, `guess ${attempt}`)).status).toBe(401);
    expect((await signIn(contact)).status).toBe(429);
  }
});

test('FM-8 nobody’s password is compared as well: it takes as long', async () => {
  const time = async (contact: string) => {
    const from = performance.now();
    await signIn(contact, 'not the password');
    return performance.now() - from;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    known.push(await time('lan@firm.example'));
    unknown.push(await time('nobody@firm.example'));
  }
  // scrypt costs tens of ms; an early answer about one.
  expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
});

test('FM-7 a code lets in once, only with the request of the browser that asked', async () => {
  const { request } = await sendCode('0912345678');
  expect(told).toMatchObject([{ channel: 'sms', to: '+84912345678' }]);
  const code = lastCode();
  const other = await sendCode('lan@firm.example');
  expect(told.at(-1)).toMatchObject({ channel: 'email', to: 'lan@firm.example' });
  expect((await ask('/sign-in/code', { request: other.request, code })).status).toBe(401);
  const inside = await ask('/sign-in/code', { request, code });
  expect(await actorBy(cookieOf(inside))).toMatchObject({ role: 'viewer' });
  expect((await ask('/sign-in/code', { request, code })).status).toBe(401);
});

test('FM-7 of two who use it at once one comes in; wrong tries use it up; it ends by the clock; purposes do not mix', async () => {
  const first = await sendCode('lan@firm.example');
  const both = { request: first.request, code: lastCode() };
  const answers = await Promise.all([ask('/sign-in/code', both), ask('/sign-in/code', both)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);

  const second = await sendCode('lan@firm.example');
  const code = lastCode();
  const guess = code === '0000 0000' ? '11111111' : '00000000';
  for (let attempt = 0; attempt < CODE_TRIES; attempt += 1)
    expect((await ask('/sign-in/code', { request: second.request, code: guess })).status).toBe(401);
  expect((await ask('/sign-in/code', { request: second.request, code })).status).toBe(401);

  const third = await sendCode('lan@firm.example');
  const recovering = { request: third.request, code: lastCode(), password: 'another long one' };
  expect((await ask('/code/recover', recovering)).status).toBe(401);
  now += CODE_LIFE_SECONDS * 1000;
  expect((await ask('/sign-in/code', { request: third.request, code: lastCode() })).status).toBe(401);
});

test('FM-8 asking for a code answers alike for unknown and disabled contacts and for staff, who get none', async () => {
  await database.owner
    .update(person)
    .set({ disabledAt: new Date(now) })
    .where(eq(person.name, 'Hoa'));
  for (const contact of ['nobody@firm.example', '0912345678', 'truc@gate.example']) {
    for (let sent = 0; sent < CODES_PER_CONTACT; sent += 1) {
      const answer = await sendCode(contact, sent % 2 === 0 ? 'sign-in' : 'recover');
      expect(answer.status).toBe(200);
      expect(answer.request).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect((await sendCode(contact)).status).toBe(429);
  }
  expect(told).toEqual([]);
  await database.owner.update(person).set({ disabledAt: null }).where(eq(person.name, 'Hoa'));
  now += THROTTLE_WINDOW_SECONDS * 1000 + 1;
  expect((await sendCode('0912345678')).status).toBe(200);
  expect(told).toHaveLength(1);
});

test('FM-8 the codes’ table holds no code, and as much of nobody as of somebody', async () => {
  now += 10 * CODE_LIFE_SECONDS * 1000;
  await sendCode('nobody@firm.example');
  await sendCode('lan@firm.example');
  const rows = await database.owner.select().from(oneTimeCode);
  // Those of before are gone with the first that came after them.
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toContain(lastCode().replace(' ', ''));
  const [one, two] = rows;
  expect(Object.entries(one ?? {}).map(([key, value]) => [key, typeof value])).toEqual(
    Object.entries(two ?? {}).map(([key, value]) => [key, typeof value]),
  );
});

test('FM-9 a new password by a code: in, everybody else out, the old password dead', async () => {
  const before = cookieOf(await signIn('lan@firm.example'));
  const { request } = await sendCode('lan@firm.example', 'recover');
  const code = lastCode();
  expect((await ask('/code/recover', { request, code, password: 'short' })).status).toBe(400);
  const answer = await ask('/code/recover', { request, code, password: 'sương mù Mẫu Sơn' });
  expect(answer.status).toBe(200);
  expect((await actorBy(cookieOf(answer))).kind).toBe('person');
  expect(await actorBy(before)).toEqual({ kind: 'anonymous' });
  expect((await signIn('lan@firm.example')).status).toBe(401);
  expect((await signIn('lan@firm.example', 'sương mù Mẫu Sơn')).status).toBe(200);
  const back = await sendCode('lan@firm.example', 'recover');
  await ask('/code/recover', { request: back.request, code: lastCode(), password: PASSWORD });
});

const listSessions = async (cookie: string) => {
  const answer = await answerAuth(
    auth,
    new Request(`${ORIGIN}/api/auth/own-sessions`, { headers: { cookie, host: 'localhost:3000' } }),
  );
  return answer.ok
    ? ((await answer.json()) as { sessions: { id: string; isThis: boolean }[] }).sessions
    : null;
};

test('FM-9 one sees the own sessions without their secrets, ends one, or all others; nobody another’s', async () => {
  await database.owner.delete(session);
  const [first, second, third] = [
    cookieOf(await signIn('lan@firm.example')),
    cookieOf(await signIn('lan@firm.example')),
    cookieOf(await signIn('lan@firm.example')),
  ];
  const stranger = cookieOf(await signIn('0912345678'));
  const seen = await listSessions(first);
  expect(seen).toHaveLength(3);
  expect(seen?.filter(({ isThis }) => isThis)).toHaveLength(1);
  const tokens = await database.owner.select({ token: session.token }).from(session);
  for (const { token } of tokens) expect(JSON.stringify(seen)).not.toContain(token);
  expect(await listSessions('')).toBeNull();

  const [other] = await listSessions(second).then((all) => all?.filter(({ isThis }) => isThis) ?? []);
  expect((await ask('/own-sessions/end', { id: other?.id }, stranger)).status).toBe(200);
  expect((await actorBy(second)).kind).toBe('person');
  expect((await ask('/own-sessions/end', { id: other?.id }, first)).status).toBe(200);
  expect(await actorBy(second)).toEqual({ kind: 'anonymous' });

  expect((await ask('/revoke-other-sessions', {}, first)).status).toBe(200);
  expect(await actorBy(third)).toEqual({ kind: 'anonymous' });
  expect((await actorBy(first)).kind).toBe('person');
  expect((await actorBy(stranger)).kind).toBe('person');
});

test('a person without address and number cannot be written', async () => {
  const blank = database.owner.execute(
    sql`insert into person (id, name, created_at, updated_at, role) values (gen_random_uuid(), 'x', now(), now(), 'viewer')`,
  );
  await expect(blank).rejects.toThrow();
});
