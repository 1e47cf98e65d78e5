import { and, eq, isNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { person, personChange, session } from '@/db/schema/account';
import { approver } from '@/db/schema/release';
import type { Post } from '@/domain/access/change-person';
import { appRouter } from '../api/router';
import { createCallerFactory } from '../api/trpc';
import { actorOf } from '../auth/actor';
import { answerAuth } from '../auth/answer-auth';
import { type Auth, createAuth } from '../auth/auth';
import { makeEd25519 } from '../keys/ed25519';
import { type ApiHouse, apiHouse, type Caller, type Person, TT } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { finishEndings } from './finish-endings';

const ORIGIN = 'http://localhost:3000';
const OWN_PASSWORD = 'correct horse battery';
const reason = 'because of the roster';
const bugs: unknown[] = [];
let house: ApiHouse;
let auth: Auth;
let gateManager: Caller;
let province: Caller;
let supervisor: Caller;

beforeAll(async () => {
  house = await apiHouse();
  auth = createAuth({
    db: house.accounts,
    secret: 'x9'.repeat(20),
    origin: ORIGIN,
    now: () => house.clock.at,
    onBug: (error) => bugs.push(error),
    tell: null,
    identity: null,
  });
  gateManager = house.call(house.people.gateManager);
  province = house.call(house.people.manager);
  supervisor = house.call(house.people.supervisor);
});
afterAll(async () => {
  expect(bugs).toEqual([]);
  await house.close();
});

const post = (path: string, body: unknown, cookie = ''): Request => {
  const text = JSON.stringify(body);
  return new Request(`${ORIGIN}/api/auth${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(text)),
      origin: ORIGIN,
      host: 'localhost:3000',
      ...(cookie === '' ? {} : { cookie }),
    },
    body: text,
  });
};
const signIn = async (email: string, password: string) => {
  const answer = await answerAuth(auth, post('/sign-in/email', { email, password }));
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return { status: answer.status, cookie, body: answer.status === 200 ? await answer.json() : null };
};
const actorBy = (cookie: string) => actorOf(new Headers({ cookie }), auth);

const OFFICER: Post = { role: 'officer', gateId: HN, agency: 'customs' };
const add = async (over: { post?: Post; caller?: Caller } = {}) => {
  const email = `New.${uuidv7()}@hn.example`;
  const order = { gateId: HN, name: 'Bế Văn Mới', email, post: over.post ?? OFFICER, reason };
  const made = await (over.caller ?? gateManager).people.add(order);
  return { ...made, email };
};
/** As `add`, with a password of the own: somebody at work. */
const atWork = async (over: { post?: Post; caller?: Caller } = {}) => {
  const made = await add(over);
  const { cookie } = await signIn(made.email, made.password);
  await answerAuth(
    auth,
    post('/change-password', { currentPassword: made.password, newPassword: OWN_PASSWORD }, cookie),
  );
  return { ...made, cookie };
};
const lineOf = async (id: string, caller = gateManager) =>
  (await caller.people.list({ gateId: HN })).find((line) => line.id === id);

test('AC-13 a password that was told lets in to choosing an own one, and to nothing else', async () => {
  const made = await add();
  expect(made.password).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
  expect(await lineOf(made.person)).toMatchObject({
    mustChangePassword: true,
    post: OFFICER,
    disabledAt: null,
  });
  const first = await signIn(made.email, made.password);
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({ user: { mustChangePassword: true } });
  expect(await actorBy(first.cookie)).toEqual({ kind: 'anonymous' });
  const change = (newPassword: string) =>
    answerAuth(auth, post('/change-password', { currentPassword: made.password, newPassword }, first.cookie));
  expect((await change(made.password)).status).toBe(400);
  expect((await change('short')).status).toBe(400);
  expect(await actorBy(first.cookie)).toEqual({ kind: 'anonymous' });
  expect((await change(OWN_PASSWORD)).status).toBe(200);
  expect(await actorBy(first.cookie)).toMatchObject({ kind: 'person', ...OFFICER });
  expect(await lineOf(made.person)).toMatchObject({ mustChangePassword: false });
  expect((await signIn(made.email, made.password)).status).toBe(401);
  await expect(
    gateManager.people.add({ gateId: HN, name: 'Người khác', email: made.email, post: OFFICER, reason }),
  ).rejects.toThrow('AP-MAIL');
});

test('AC-12 who is disabled is out at once: sessions, signing in, the approval code; and comes back without the code', async () => {
  const made = await atWork({ post: { role: 'supervisor', gateId: HN, agency: null } });
  const actor = await actorBy(made.cookie);
  await house.call(actor).control.setApprovalKey({ gateId: HN, publicKey: makeEd25519().x });
  const codes = () =>
    house.database.owner
      .select()
      .from(approver)
      .where(and(eq(approver.personId, made.person), isNull(approver.toAt)));
  expect(await codes()).toHaveLength(1);
  const tablet = await house.tabletAt(HN, 'customs');
  const before = (await tablet.pull(house.exchange)).head.change;
  house.clock.at += 1000;
  await gateManager.people.disable({ gateId: HN, person: made.person, reason });
  expect(await actorBy(made.cookie)).toEqual({ kind: 'anonymous' });
  expect(await house.database.owner.select().from(session).where(eq(session.userId, made.person))).toEqual(
    [],
  );
  const refused = await signIn(made.email, OWN_PASSWORD);
  const wrong = await answerAuth(auth, post('/sign-in/email', { email: made.email, password: 'x' }));
  expect([refused.status, wrong.status]).toEqual([401, 401]);
  expect(await codes()).toEqual([]);
  const told = await tablet.pull(house.exchange);
  expect(told.head.change).toBeGreaterThan(before);
  expect(told.ended).toContainEqual({ person: made.person, at: house.clock.at });
  await expect(gateManager.people.disable({ gateId: HN, person: made.person, reason })).rejects.toThrow(
    'AP-DONE',
  );
  await gateManager.people.enable({ gateId: HN, person: made.person, reason });
  expect((await signIn(made.email, OWN_PASSWORD)).status).toBe(200);
  expect(await codes()).toEqual([]);
});

test('AC-12 who is moved signs in anew and keeps nothing of the post before', async () => {
  const made = await atWork({ post: { role: 'supervisor', gateId: HN, agency: null } });
  await house
    .call(await actorBy(made.cookie))
    .control.setApprovalKey({ gateId: HN, publicKey: makeEd25519().x });
  await gateManager.people.move({ gateId: HN, person: made.person, post: OFFICER, reason });
  expect(await actorBy(made.cookie)).toEqual({ kind: 'anonymous' });
  const again = await signIn(made.email, OWN_PASSWORD);
  expect(await actorBy(again.cookie)).toMatchObject({ role: 'officer', agency: 'customs' });
  const holders = await supervisor.control.approvalKeys({ gateId: HN });
  expect(holders.find(({ person: id }) => id === made.person)?.until).not.toBeNull();
  await expect(
    gateManager.people.move({ gateId: HN, person: made.person, post: OFFICER, reason }),
  ).rejects.toThrow('AP-DONE');
});

test('AC-12 what a server that died left at the gates is ended by the next one, once', async () => {
  const made = await atWork({ post: { role: 'supervisor', gateId: HN, agency: null } });
  const actor = await actorBy(made.cookie);
  await house.call(actor).control.setApprovalKey({ gateId: HN, publicKey: makeEd25519().x });
  const context = house.context(house.people.gateManager);
  const dies = createCallerFactory(appRouter)({
    ...context,
    keys: () => Promise.reject(new Error('killed')),
  });
  await expect(dies.people.disable({ gateId: HN, person: made.person, reason })).rejects.toThrow();
  expect(await lineOf(made.person)).toMatchObject({ disabledAt: expect.any(Number) });
  const codes = async () => {
    const holders = await supervisor.control.approvalKeys({ gateId: HN });
    return holders.find(({ person: id }) => id === made.person)?.until;
  };
  expect(await codes()).toBeNull();

  // Somebody may still be at it.
  expect(await finishEndings(context)).toBe(0);
  house.clock.at += 31_000;
  expect(await finishEndings(context)).toBe(1);
  expect(await codes()).toBe(house.clock.at);
  expect((await (await house.tabletAt(HN, 'customs')).pull(house.exchange)).ended).toContainEqual({
    person: made.person,
    at: house.clock.at,
  });
  expect(await finishEndings(context)).toBe(0);
});

test('AC-9 a gate’s manager stays within the gate; nobody is raised beyond', async () => {
  const made = await add();
  const order = { gateId: HN, person: made.person, reason };
  for (const beyond of [
    { role: 'manager', gateId: null, agency: null },
    { role: 'supervisor', gateId: TT, agency: null },
  ] satisfies Post[]) {
    await expect(gateManager.people.move({ ...order, post: beyond })).rejects.toThrow('AP-MAY');
    await expect(add({ post: beyond })).rejects.toThrow('AP-MAY');
  }
  const stranger = house.people.otherSupervisor.id;
  const overAll = house.people.manager.id;
  for (const id of [stranger, overAll]) {
    await expect(gateManager.people.disable({ gateId: HN, person: id, reason })).rejects.toThrow('AP-MAY');
    await expect(gateManager.people.renewPassword({ gateId: HN, person: id, reason })).rejects.toThrow(
      'AP-MAY',
    );
  }
  const declarant = house.people.declarant.id;
  await expect(province.people.disable({ gateId: HN, person: declarant, reason })).rejects.toThrow('AP-NONE');
  await province.people.move({ ...order, post: { role: 'supervisor', gateId: TT, agency: null } });
  expect(await lineOf(made.person)).toBeUndefined();
  await expect(gateManager.people.disable(order)).rejects.toThrow('AP-MAY');
  for (const caller of [
    supervisor,
    house.call(house.people.officer),
    house.call(house.people.otherSupervisor),
  ])
    await expect(caller.people.disable(order)).rejects.toThrow('AP-MAY');
});

test('AC-10 nobody changes himself', async () => {
  for (const [caller, self] of [
    [gateManager, house.people.gateManager],
    [province, house.people.manager],
  ] as const) {
    const order = { gateId: HN, person: self.id, reason };
    await expect(caller.people.disable(order)).rejects.toThrow('AP-OWN');
    await expect(caller.people.renewPassword(order)).rejects.toThrow('AP-OWN');
    await expect(
      caller.people.move({ ...order, post: { role: 'supervisor', gateId: HN, agency: null } }),
    ).rejects.toThrow('AP-OWN');
  }
});

test('AC-11 of two managers of the province who disable each other at once one stays', async () => {
  const rival = await add({ caller: province, post: { role: 'manager', gateId: null, agency: null } });
  const actor: Person = { ...house.people.manager, id: rival.person };
  const both = await Promise.allSettled([
    province.people.disable({ gateId: HN, person: rival.person, reason }),
    house.call(actor).people.disable({ gateId: HN, person: house.people.manager.id, reason }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const left = await house.database.owner
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.role, 'manager'), isNull(person.gateId), isNull(person.disabledAt)));
  expect(left).toHaveLength(1);
  // Whoever it was: the others go on with the one of the house.
  await house.database.owner
    .update(person)
    .set({ disabledAt: null })
    .where(eq(person.id, house.people.manager.id));
});

test('AC-12 every change is told with who, when and why, to those of the gate, and is never changed', async () => {
  const made = await add();
  house.clock.at += 60_000;
  await gateManager.people.renewPassword({ gateId: HN, person: made.person, reason: 'forgotten' });
  const [newest] = await supervisor.people.history({ gateId: HN });
  expect(newest).toMatchObject({
    person: 'Bế Văn Mới',
    kind: 'password-renewed',
    reason: 'forgotten',
    by: 'A manager',
    at: house.clock.at,
    before: OFFICER,
    after: OFFICER,
  });
  const elsewhere = await house.call(house.people.otherSupervisor).people.history({ gateId: TT });
  expect(elsewhere.every(({ before, after }) => before?.gateId === TT || after?.gateId === TT)).toBe(true);
  await expect(house.accounts.update(personChange).set({ reason: 'x' })).rejects.toThrow();
  await expect(house.accounts.delete(personChange)).rejects.toThrow();
});

test('AC-9 supervisors and gate managers see the people of their gate; over all gates only who has them all', async () => {
  for (const caller of [supervisor, gateManager]) {
    const lines = await caller.people.list({ gateId: HN });
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.every(({ post: { gateId } }) => gateId === HN)).toBe(true);
  }
  const all = await province.people.list({ gateId: HN });
  expect(all.find(({ id }) => id === house.people.manager.id)).toMatchObject({ isSelf: true });
  expect(all.some(({ id }) => id === house.people.declarant.id)).toBe(false);
});

test('GA-17 another name ends no session; another address ends all, and opens with the password of before', async () => {
  const made = await atWork();
  const order = { gateId: HN, person: made.person, reason };
  const email = made.email.toLowerCase();
  house.clock.at += 1000;
  await gateManager.people.correct({ ...order, name: 'Bế Văn Mới Hơn', email });
  expect(await actorBy(made.cookie)).toMatchObject({ kind: 'person', ...OFFICER });
  house.clock.at += 1000;
  const other = `other.${made.person}@hn.example`;
  await gateManager.people.correct({ ...order, name: 'Bế Văn Mới Hơn', email: other });
  expect(await actorBy(made.cookie)).toEqual({ kind: 'anonymous' });
  expect((await signIn(made.email, OWN_PASSWORD)).status).toBe(401);
  expect((await signIn(other, OWN_PASSWORD)).status).toBe(200);
  expect(await lineOf(made.person)).toMatchObject({ name: 'Bế Văn Mới Hơn', email: other, post: OFFICER });
  const [second, first] = await gateManager.people.history({ gateId: HN });
  expect(first).toMatchObject({
    kind: 'corrected',
    before: { ...OFFICER, name: 'Bế Văn Mới' },
    after: { ...OFFICER, name: 'Bế Văn Mới Hơn' },
    reason,
  });
  expect(second).toMatchObject({ before: { email }, after: { email: other } });
});

test('GA-17 an address that is somebody’s is refused, the same again too, and one’s own name is for others to correct', async () => {
  const [made, another] = [await add(), await add()];
  const order = { gateId: HN, person: made.person, reason, name: 'Bế Văn Mới' };
  await expect(gateManager.people.correct({ ...order, email: another.email })).rejects.toThrow('AP-MAIL');
  await expect(gateManager.people.correct({ ...order, email: made.email })).rejects.toThrow('AP-DONE');
  await expect(
    gateManager.people.correct({
      ...order,
      person: house.people.gateManager.id,
      email: 'new.address@hn.example',
    }),
  ).rejects.toThrow('AP-OWN');
  await expect(supervisor.people.correct({ ...order, email: made.email })).rejects.toThrow('AP-MAY');
});
