import { randomUUID } from 'node:crypto';
import { TRPCError } from '@trpc/server';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { firm, person, session, signInRate } from '@/db/schema/account';
import { firmInvitation, memberChange } from '@/db/schema/firm-people';
import { INVITATION_LIFE_MS } from '@/domain/access/firm-member';
import { taxCheckDigit } from '@/domain/identifiers/tax-code';
import type { FirmRole } from '@/domain/shared/vocabulary';
import { CODES_PER_ADDRESS, CODES_PER_CONTACT, INVITATIONS_PER_FIRM } from '../auth/throttle';
import { ANONYMOUS, type ApiHouse, apiHouse, type Caller, type Person } from '../testing/api-house';

const PASSWORD = 'correct horse battery';
let house: ApiHouse;
let visitor: Caller;

beforeAll(async () => {
  house = await apiHouse();
});
beforeEach(async () => {
  visitor = house.call(ANONYMOUS);
  await house.database.owner.delete(signInRate);
});
afterAll(() => house.close());

let number = 10_000_000;
/** A tax code that nobody has yet. */
const freshTaxCode = (): string => {
  for (;;) {
    number += 1;
    const nine = `0${number}`;
    const check = taxCheckDigit(nine);
    if (check !== null) return `${nine}${check}`;
  }
};
const freshMail = () => `${randomUUID()}@firm.example`;
const lastTold = () => house.told.at(-1);
const lastCode = () => /\d{4} \d{4}/.exec(lastTold()?.text ?? '')?.[0] ?? '';
const lastToken = () => /\/join#([\w-]{32})/.exec(lastTold()?.text ?? '')?.[1] ?? '';
const registration = (over: { contact?: string; taxCode?: string } = {}) => ({
  firmName: 'Công ty Nông sản Chi Lăng',
  taxCode: freshTaxCode(),
  name: 'Hoàng Thị Na',
  contact: freshMail(),
  password: PASSWORD,
  locale: 'vi' as const,
  ...over,
});
const codeOf = async (deed: Promise<unknown>): Promise<string> => {
  try {
    await deed;
    return 'done';
  } catch (error) {
    if (error instanceof TRPCError) return error.message;
    throw error;
  }
};
const personWith = async (contact: string): Promise<Person> => {
  const [row] = await house.accounts.select().from(person).where(eq(person.email, contact));
  if (row === undefined) throw new Error('nobody');
  const { id, firmId } = row;
  return { kind: 'person', id, role: row.role as FirmRole, gateId: null, agency: null, firmId };
};
/** A firm with an owner; others come by `join`. */
const register = async () => {
  const asked = registration();
  const { request } = await visitor.firm.register(asked);
  await visitor.firm.confirm({ request, code: lastCode() });
  const owner = await personWith(asked.contact);
  return { owner, api: house.call(owner), taxCode: asked.taxCode };
};
const join = async (api: Caller, role: FirmRole): Promise<Person> => {
  const contact = freshMail();
  await api.firm.invite({ contact, role, locale: 'en' });
  await visitor.firm.join({ token: lastToken(), name: 'Member', password: PASSWORD });
  return personWith(contact);
};

test('FM-1 a firm registers: nothing before the code has come back, then the firm and its first owner', async () => {
  const asked = registration({ contact: '0987 654 321' });
  const { request } = await visitor.firm.register(asked);
  expect(lastTold()).toMatchObject({ channel: 'sms', to: '+84987654321' });
  const firms = () => house.accounts.select().from(firm).where(eq(firm.taxCode, asked.taxCode));
  expect(await firms()).toEqual([]);
  expect(await codeOf(visitor.firm.confirm({ request: randomUUID(), code: lastCode() }))).toBe('AP-CODE');
  const { firmId } = await visitor.firm.confirm({ request, code: lastCode() });
  expect(await firms()).toMatchObject([{ id: firmId, name: asked.firmName }]);
  const [owner] = await house.accounts.select().from(person).where(eq(person.phone, '+84987654321'));
  expect(owner).toMatchObject({ role: 'owner', firmId, email: null, name: asked.name });
  expect(await codeOf(visitor.firm.confirm({ request, code: lastCode() }))).toBe('AP-CODE');
});

test('FM-1 a wrong tax code, a short password or a contact that is none is refused before anything is sent', async () => {
  const before = house.told.length;
  for (const over of [
    { taxCode: '0101338999' },
    { taxCode: 'x' },
    { contact: 'nobody' },
    { contact: '02053123456' },
    { password: 'short' },
  ])
    expect(await codeOf(visitor.firm.register({ ...registration(), ...over }))).not.toBe('done');
  expect(house.told.length).toBe(before);
});

test('FM-1 a tax code that is known is refused, also one that only a spreadsheet brought, and of two at once one wins', async () => {
  const known = await visitor.firm.register(registration({ taxCode: '0101338998' }));
  expect(await codeOf(visitor.firm.confirm({ request: known.request, code: lastCode() }))).toBe('AP-FIRM');
  const taxCode = freshTaxCode();
  const first = await visitor.firm.register(registration({ taxCode }));
  const firstCode = lastCode();
  const second = await visitor.firm.register(registration({ taxCode }));
  const outcomes = await Promise.all([
    codeOf(visitor.firm.confirm({ request: first.request, code: firstCode })),
    codeOf(visitor.firm.confirm({ request: second.request, code: lastCode() })),
  ]);
  expect(outcomes.sort()).toEqual(['AP-FIRM', 'done']);
});

test('FM-8 registering with a contact that has an account answers alike; its owner is told, no code exists for it', async () => {
  const { owner } = await register();
  const [row] = await house.accounts.select().from(person).where(eq(person.id, owner.id));
  const contact = row?.email ?? '';
  const answer = await visitor.firm.register(registration({ contact }));
  expect(Object.keys(answer)).toEqual(['request']);
  expect(lastTold()).toMatchObject({ to: contact });
  expect(lastCode()).toBe('');
});

test('FM-8 too many at one contact or from one address are turned away, known or not', async () => {
  const contact = freshMail();
  for (let sent = 0; sent < CODES_PER_CONTACT; sent += 1)
    await house.call(ANONYMOUS).firm.register(registration({ contact }));
  expect(await codeOf(house.call(ANONYMOUS).firm.register(registration({ contact })))).toBe('AP-MANY');
  const one = house.call(ANONYMOUS);
  for (let visit = 0; visit < CODES_PER_ADDRESS; visit += 1)
    expect(await codeOf(one.firm.invitation({ token: 'a'.repeat(32) }))).toBe('AP-NONE');
  expect(await codeOf(one.firm.register(registration()))).toBe('AP-MANY');
});

test('FM-5 an invitation works once, for its contact and role, and its link is told to nobody else', async () => {
  const { api, owner } = await register();
  const contact = freshMail();
  const answer = await api.firm.invite({ contact, role: 'dispatcher', locale: 'vi' });
  expect(lastTold()).toMatchObject({ channel: 'email', to: contact });
  const token = lastToken();
  expect(token).not.toBe('');
  const view = await api.firm.members();
  expect(view.invitations).toMatchObject([{ contact, role: 'dispatcher' }]);
  expect(JSON.stringify([answer, view])).not.toContain(token);
  expect(await visitor.firm.invitation({ token })).toMatchObject({ contact, role: 'dispatcher' });
  await visitor.firm.join({ token, name: 'Vi Văn Xe', password: PASSWORD });
  expect(await personWith(contact)).toMatchObject({ role: 'dispatcher', firmId: owner.firmId });
  expect(await codeOf(visitor.firm.join({ token, name: 'Again', password: PASSWORD }))).toBe('AP-NONE');
  expect(await codeOf(visitor.firm.invitation({ token }))).toBe('AP-NONE');
});

test('FM-5 withdrawn, made anew or a week old it is over', async () => {
  const { api, owner } = await register();
  const contact = freshMail();
  const { invitation } = await api.firm.invite({ contact, role: 'viewer', locale: 'vi' });
  const withdrawn = lastToken();
  await api.firm.withdrawInvitation({ invitation });
  expect(await codeOf(api.firm.withdrawInvitation({ invitation }))).toBe('AP-NONE');
  await api.firm.invite({ contact, role: 'viewer', locale: 'vi' });
  const first = lastToken();
  await api.firm.invite({ contact, role: 'declarant', locale: 'vi' });
  const second = lastToken();
  for (const token of [withdrawn, first])
    expect(await codeOf(visitor.firm.join({ token, name: 'Xx', password: PASSWORD }))).toBe('AP-NONE');
  expect((await api.firm.members()).invitations).toHaveLength(1);
  await house.accounts
    .update(firmInvitation)
    .set({ expiresAt: house.clock.at })
    .where(eq(firmInvitation.firmId, owner.firmId ?? ''));
  expect(await codeOf(visitor.firm.join({ token: second, name: 'Xx', password: PASSWORD }))).toBe('AP-NONE');
  expect((await api.firm.members()).invitations).toEqual([]);
  expect(INVITATION_LIFE_MS).toBe(604_800_000);
});

test('FM-8 inviting somebody with an account answers the owner alike; only the holder of the link learns of it', async () => {
  const { api } = await register();
  const other = await register();
  const [row] = await house.accounts.select().from(person).where(eq(person.id, other.owner.id));
  const answer = await api.firm.invite({ contact: row?.email ?? '', role: 'viewer', locale: 'vi' });
  expect(Object.keys(answer)).toEqual(['invitation']);
  const stolen = { token: lastToken(), name: 'Xx', password: 'another long one' };
  expect(await codeOf(visitor.firm.join(stolen))).toBe('AP-MAIL');
  const [after] = await house.accounts.select().from(person).where(eq(person.id, other.owner.id));
  expect(after).toEqual(row);
});

test('FM-3 an owner gives roles and removes; sessions end, what was done is kept and cannot be changed', async () => {
  const { api, owner } = await register();
  const member = await join(api, 'viewer');
  const open = (id: string) =>
    house.accounts.insert(session).values({
      id: randomUUID(),
      token: randomUUID(),
      userId: id,
      expiresAt: new Date(house.clock.at + 1e6),
      createdAt: new Date(house.clock.at),
      updatedAt: new Date(house.clock.at),
    });
  const sessions = () => house.accounts.select().from(session).where(eq(session.userId, member.id));
  await open(member.id);
  await api.firm.changeRole({ member: member.id, role: 'declarant' });
  expect(await sessions()).toEqual([]);
  expect(await codeOf(api.firm.changeRole({ member: member.id, role: 'declarant' }))).toBe('AP-DONE');
  await open(member.id);
  await api.firm.remove({ member: member.id });
  expect(await sessions()).toEqual([]);
  expect((await api.firm.members()).members.map(({ id }) => id)).toEqual([owner.id]);
  expect(await codeOf(api.firm.remove({ member: member.id }))).toBe('AP-NONE');
  const kept = await house.accounts
    .select()
    .from(memberChange)
    .where(and(eq(memberChange.firmId, owner.firmId ?? ''), eq(memberChange.personId, member.id)));
  expect(kept.map(({ kind, before, after }) => [kind, before, after])).toEqual([
    ['joined', null, 'viewer'],
    ['role', 'viewer', 'declarant'],
    ['removed', 'declarant', null],
  ]);
  await expect(house.accounts.update(memberChange).set({ after: 'owner' })).rejects.toThrow();
  await expect(house.accounts.delete(memberChange)).rejects.toThrow();
});

test('FM-3 who was removed comes back by an invitation, in another firm as well, and with nothing of before', async () => {
  const { api } = await register();
  const elsewhere = await register();
  const member = await join(api, 'owner');
  const [row] = await house.accounts.select().from(person).where(eq(person.id, member.id));
  await api.firm.remove({ member: member.id });
  await elsewhere.api.firm.invite({ contact: row?.email ?? '', role: 'viewer', locale: 'vi' });
  await visitor.firm.join({ token: lastToken(), name: 'Another Name', password: 'another long one' });
  expect(await personWith(row?.email ?? '')).toMatchObject({
    id: member.id,
    role: 'viewer',
    firmId: elsewhere.owner.firmId,
  });
});

test('FM-3 nobody changes himself, the last owner stays, also of two who remove each other at once', async () => {
  const { api, owner } = await register();
  expect(await codeOf(api.firm.changeRole({ member: owner.id, role: 'viewer' }))).toBe('AP-OWN');
  expect(await codeOf(api.firm.remove({ member: owner.id }))).toBe('AP-OWN');
  const second = await join(api, 'owner');
  const outcomes = await Promise.all([
    codeOf(api.firm.remove({ member: second.id })),
    codeOf(house.call(second).firm.remove({ member: owner.id })),
  ]);
  expect(outcomes.sort()).toEqual(['AP-MAY', 'done']);
  const owners = await house.accounts
    .select()
    .from(person)
    .where(and(eq(person.firmId, owner.firmId ?? ''), eq(person.role, 'owner')));
  expect(owners).toHaveLength(1);
});

test('FM-5 the invitations of a removed owner end with them', async () => {
  const { api } = await register();
  const second = await join(api, 'owner');
  await house.call(second).firm.invite({ contact: freshMail(), role: 'owner', locale: 'vi' });
  const token = lastToken();
  await api.firm.remove({ member: second.id });
  expect(await codeOf(visitor.firm.join({ token, name: 'Xx', password: PASSWORD }))).toBe('AP-NONE');
});

test('FM-4 another firm’s people and invitations are nothing here', async () => {
  const one = await register();
  const two = await register();
  const member = await join(one.api, 'viewer');
  const { invitation } = await one.api.firm.invite({ contact: freshMail(), role: 'viewer', locale: 'vi' });
  for (const deed of [
    () => two.api.firm.changeRole({ member: member.id, role: 'owner' }),
    () => two.api.firm.remove({ member: member.id }),
    () => two.api.firm.remove({ member: one.owner.id }),
    () => two.api.firm.remove({ member: house.people.supervisor.id }),
    () => two.api.firm.withdrawInvitation({ invitation }),
  ])
    expect(await codeOf(deed())).toBe('AP-NONE');
  const seen = JSON.stringify(await two.api.firm.members());
  expect(seen).not.toContain(member.id);
  expect(seen).not.toContain(invitation);
  // A forged firm in the session would be of no use either: who is an owner is read anew.
  const forged = house.call({ ...two.owner, firmId: one.owner.firmId });
  expect(await codeOf(forged.firm.remove({ member: member.id }))).toBe('AP-MAY');
});

test('FM-4 members see each other; invitations are for owners', async () => {
  const { api } = await register();
  const viewer = house.call(await join(api, 'viewer'));
  await api.firm.invite({ contact: freshMail(), role: 'viewer', locale: 'vi' });
  expect((await viewer.firm.members()).members).toHaveLength(2);
  expect((await viewer.firm.members()).invitations).toEqual([]);
  expect(await codeOf(viewer.firm.invite({ contact: freshMail(), role: 'owner', locale: 'vi' }))).toBe(
    'AP-MAY',
  );
});

test('FM-5 a firm that invites without end is slowed down', async () => {
  const { api } = await register();
  for (let sent = 0; sent < INVITATIONS_PER_FIRM; sent += 1)
    await api.firm.invite({ contact: freshMail(), role: 'viewer', locale: 'vi' });
  expect(await codeOf(api.firm.invite({ contact: freshMail(), role: 'viewer', locale: 'vi' }))).toBe(
    'AP-MANY',
  );
});
