import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { account, passkey, person, session } from '@/db/schema/account';
import { contactDoors } from '../auth/contact-doors';
import { ANONYMOUS, type ApiHouse, apiHouse } from '../testing/api-house';

/** Who was removed comes back, with nothing of before. */
let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const PASSWORD = 'correct horse battery';
const lastText = () => house.told.at(-1)?.text ?? '';
const lastToken = () => /\/join#([\w-]{32})/.exec(lastText())?.[1] ?? '';
const lastCode = () => /\d{4} \d{4}/.exec(lastText())?.[0] ?? '';
const visitor = () => house.call(ANONYMOUS);
const personWith = async (contact: string) => {
  const [row] = await house.accounts.select().from(person).where(eq(person.email, contact));
  if (row === undefined) throw new Error('nobody');
  return row;
};
async function invited(contact: string) {
  await house.call(house.people.owner).firm.invite({ contact, role: 'declarant', locale: 'vi' });
  await visitor().firm.join({ token: lastToken(), name: 'Member', password: PASSWORD });
  return personWith(contact);
}
async function removed() {
  const contact = `${randomUUID()}@firm.example`;
  const { id } = await invited(contact);
  await house.call(house.people.owner).firm.remove({ member: id });
  return { contact, id };
}
const registration = (contact: string, taxCode: string) => ({
  firmName: 'Công ty Nông sản Chi Lăng',
  taxCode,
  name: 'Hoàng Thị Na',
  contact,
  password: 'another long one',
  locale: 'vi' as const,
});

test('FM-3 who was removed from a firm registers one of their own', async () => {
  const { contact, id } = await removed();
  const { request } = await visitor().firm.register(registration(contact, '0100109106'));
  const { firmId } = await visitor().firm.confirm({ request, code: lastCode() });
  expect(await personWith(contact)).toMatchObject({ id, firmId, role: 'owner', disabledAt: null });
});

test('FM-3 a disabled colleague of a gate registers nothing', async () => {
  const { officer } = house.people;
  const at = new Date(house.clock.at);
  await house.accounts.update(person).set({ disabledAt: at }).where(eq(person.id, officer.id));
  const [row] = await house.accounts.select().from(person).where(eq(person.id, officer.id));
  await visitor().firm.register(registration(row?.email ?? '', '0100112437'));
  expect(lastCode()).toBe('');
});

test('FM-3 whoever comes back has neither sessions nor passkeys of before', async () => {
  const { contact, id } = await removed();
  const at = new Date(house.clock.at);
  const times = { createdAt: at, updatedAt: at };
  const expiresAt = new Date(house.clock.at + 1e9);
  await house.accounts
    .insert(session)
    .values({ id: randomUUID(), token: randomUUID(), userId: id, expiresAt, ...times });
  await house.accounts.insert(passkey).values({
    id: randomUUID(),
    personId: id,
    credentialId: randomUUID(),
    publicKey: 'x',
    counter: 0,
    transports: [],
    userAgent: null,
    createdAt: at,
  });
  expect((await invited(contact)).id).toBe(id);
  expect(await house.accounts.select().from(session).where(eq(session.userId, id))).toEqual([]);
  expect(await house.accounts.select().from(passkey).where(eq(passkey.personId, id))).toEqual([]);
});

test('FM-6 who is removed, or has another password, while the old one is compared does not come in', async () => {
  const doors = contactDoors({ db: house.accounts, now: () => house.clock.at, tell: null });
  const changes = [
    (id: string) => house.accounts.update(account).set({ password: 'new' }).where(eq(account.userId, id)),
    (id: string) =>
      house.accounts
        .update(person)
        .set({ disabledAt: new Date(house.clock.at) })
        .where(eq(person.id, id)),
  ];
  for (const meanwhile of changes) {
    const contact = `${randomUUID()}@firm.example`;
    const { id } = await invited(contact);
    const verify = async () => {
      await meanwhile(id);
      return true;
    };
    const context = { password: { verify } } as never;
    await expect(
      doors.endpoints.signInContact({ body: { contact, password: PASSWORD }, context } as never),
    ).rejects.toMatchObject({ status: 'UNAUTHORIZED' });
  }
});
