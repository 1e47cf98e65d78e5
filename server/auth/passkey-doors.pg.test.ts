import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import type { OpenDatabase } from '@/db/client';
import { passkey, person, session, signInRate } from '@/db/schema/account';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { gateIdSchema } from '@/domain/shared/identity';
import { AUTH_SECRET, askAuth, cookieBy, cookieOf, ORIGIN, PASSWORD } from '../testing/ask-auth';
import { softAuthenticator } from '../testing/soft-authenticator';
import { actorOf } from './actor';
import { type Auth, createAuth } from './auth';
import { createAccount } from './create-account';
import { FRESH_SECONDS } from './passkey-doors';
import { openSignInDatabase } from './sign-in-database';

const begunSchema = z.object({ request: z.uuid(), options: z.looseObject({ challenge: z.string() }) });

let database: TestDatabase;
let accounts: OpenDatabase;
let auth: Auth;
const bugs: unknown[] = [];

beforeAll(async () => {
  database = await testDatabase();
  accounts = openSignInDatabase(database.appUrl);
  auth = createAuth({
    db: accounts.db,
    secret: AUTH_SECRET,
    origin: ORIGIN,
    now: Date.now,
    onBug: (error) => bugs.push(error),
    tell: null,
    identity: null,
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
  await database.owner.delete(passkey);
});
afterAll(async () => {
  expect(bugs).toEqual([]);
  await accounts.close();
  await database.close();
});

const ask = (path: string, body: unknown = {}, cookie = '') => askAuth(auth, path, body, cookie);
const cookieByName = (name: string) => cookieBy(auth, `${name}@gate.example`);
const begin = async (path: string, cookie = '') => {
  const { request, options } = begunSchema.parse(await (await ask(path, {}, cookie)).json());
  return { request, challenge: options.challenge };
};
const device = () => softAuthenticator({ origin: ORIGIN, rpId: 'localhost' });
/** A device with a passkey of this person's. */
const deviceOf = async (name: string) => {
  const made = device();
  const cookie = await cookieByName(name);
  const { request, challenge } = await begin('/passkeys/begin', cookie);
  expect((await ask('/passkeys/add', { request, response: made.make(challenge) }, cookie)).status).toBe(200);
  return made;
};
const signInBy = async (made: ReturnType<typeof device>, over: Parameters<typeof made.sign>[1] = {}) => {
  const { request, challenge } = await begin('/sign-in/passkey/begin');
  return ask('/sign-in/passkey', { request, response: made.sign(challenge, over) });
};
const idOf = async (name: string) => {
  const [row] = await accounts.db.select().from(person).where(eq(person.name, name));
  return row?.id ?? '';
};

test('FM-10 made in a session, it lets its owner in without name and password', async () => {
  const lan = await deviceOf('lan');
  const answer = await signInBy(lan);
  expect(answer.status).toBe(200);
  const actor = await actorOf(new Headers({ cookie: cookieOf(answer) }), auth);
  expect(actor).toMatchObject({ kind: 'person', id: await idOf('lan') });
  expect(JSON.stringify(await answer.json())).not.toContain('token');
});

test('FM-10 there is room for ten, also when two are made at once for the last place', async () => {
  const cookie = await cookieByName('lan');
  const personId = await idOf('lan');
  await accounts.db.insert(passkey).values(
    Array.from({ length: 9 }, (_, at) => ({
      id: randomUUID(),
      personId,
      credentialId: `c${at}`,
      publicKey: 'x',
      counter: 0,
      transports: [],
      userAgent: null,
      createdAt: new Date(),
    })),
  );
  const begun = [await begin('/passkeys/begin', cookie), await begin('/passkeys/begin', cookie)];
  const answers = await Promise.all(
    begun.map(({ request, challenge }) =>
      ask('/passkeys/add', { request, response: device().make(challenge) }, cookie),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await ask('/passkeys/begin', {}, cookie)).status).toBe(409);
});

test('FM-10 a challenge counts once, and one of another kind or made up not at all', async () => {
  const lan = await deviceOf('lan');
  const { request, challenge } = await begin('/sign-in/passkey/begin');
  const response = lan.sign(challenge);
  expect((await ask('/sign-in/passkey', { request, response })).status).toBe(200);
  expect((await ask('/sign-in/passkey', { request, response })).status).toBe(401);
  const adding = await begin('/passkeys/begin', await cookieByName('lan'));
  const crossed = { request: adding.request, response: lan.sign(adding.challenge) };
  expect((await ask('/sign-in/passkey', crossed)).status).toBe(401);
  const madeUp = { request: crypto.randomUUID(), response: lan.sign(challenge) };
  expect((await ask('/sign-in/passkey', madeUp)).status).toBe(401);
});

test('FM-10 from another site, without a check of the person, by a strange device: all alike nothing', async () => {
  const lan = await deviceOf('lan');
  const texts: string[] = [];
  for (const answer of [
    await signInBy(lan, { origin: 'https://evil.example' }),
    await signInBy(lan, { isVerified: false }),
    await signInBy(device()),
  ]) {
    expect(answer.status).toBe(401);
    texts.push(await answer.text());
  }
  expect(new Set(texts).size).toBe(1);
});

test('FM-10 only its own person adds with a challenge, and only in a fresh session', async () => {
  const [lan, minh] = [await cookieByName('lan'), await cookieByName('minh')];
  const { request, challenge } = await begin('/passkeys/begin', lan);
  const stolen = { request, response: device().make(challenge) };
  expect((await ask('/passkeys/add', stolen, minh)).status).toBe(401);
  expect((await ask('/passkeys/begin')).status).toBe(401);
  await database.owner
    .update(session)
    .set({ createdAt: new Date(Date.now() - (FRESH_SECONDS + 1) * 1000) })
    .where(eq(session.userId, await idOf('lan')));
  expect((await ask('/passkeys/begin', {}, lan)).status).toBe(403);
  expect(await accounts.db.select().from(passkey)).toEqual([]);
});

test('FM-10 removed by its owner, not by another, it is nothing; a disabled account’s as well', async () => {
  const lan = await deviceOf('lan');
  const [row] = await accounts.db.select().from(passkey);
  await ask('/passkeys/remove', { id: row?.id }, await cookieByName('minh'));
  expect((await signInBy(lan)).status).toBe(200);
  await database.owner.update(person).set({ disabledAt: new Date() }).where(eq(person.name, 'lan'));
  expect((await signInBy(lan)).status).toBe(401);
  await database.owner.update(person).set({ disabledAt: null }).where(eq(person.name, 'lan'));
  await ask('/passkeys/remove', { id: row?.id }, await cookieByName('lan'));
  expect((await signInBy(lan)).status).toBe(401);
});
