import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { person } from '@/db/schema/account';
import { firmKey } from '@/db/schema/intake';
import type { FirmRole } from '@/domain/shared/vocabulary';
import { programOf } from '../firm-api/firm-keys';
import { ANONYMOUS, type ApiHouse, apiHouse, type Person } from '../testing/api-house';

/** What a member has given out does not outlive what they may give. */
let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const PASSWORD = 'correct horse battery';
const owner = () => house.call(house.people.owner);
const lastToken = () => /\/join#([\w-]{32})/.exec(house.told.at(-1)?.text ?? '')?.[1] ?? '';
const freshMail = () => `${randomUUID()}@firm.example`;
const join = async (role: FirmRole): Promise<Person> => {
  const contact = freshMail();
  await owner().firm.invite({ contact, role, locale: 'en' });
  await house.call(ANONYMOUS).firm.join({ token: lastToken(), name: 'Member', password: PASSWORD });
  const [row] = await house.accounts.select().from(person).where(eq(person.email, contact));
  if (row === undefined) throw new Error('nobody');
  return { kind: 'person', id: row.id, role, gateId: null, agency: null, firmId: row.firmId };
};
const opens = async (key: string) => (await programOf(house.database.app, key, house.clock.at)) !== null;
const invites = async (inviter: Person): Promise<string> => {
  await house.call(inviter).firm.invite({ contact: freshMail(), role: 'owner', locale: 'vi' });
  return lastToken();
};
const joining = (token: string) => house.call(ANONYMOUS).firm.join({ token, name: 'Xx', password: PASSWORD });

test('IM-9 the keys of who is removed or may no longer make any are revoked, the others work on', async () => {
  const own = await owner().firmKey.make({ name: 'Own' });
  const removed = await join('declarant');
  const demoted = await join('owner');
  const [first, second] = [
    await house.call(removed).firmKey.make({ name: 'A' }),
    await house.call(demoted).firmKey.make({ name: 'B' }),
  ];
  await owner().firm.remove({ member: removed.id });
  expect(await opens(first.key)).toBe(false);
  await owner().firm.changeRole({ member: demoted.id, role: 'declarant' });
  expect(await opens(second.key)).toBe(true);
  await owner().firm.changeRole({ member: demoted.id, role: 'dispatcher' });
  expect(await opens(second.key)).toBe(false);
  expect(await opens(own.key)).toBe(true);
  const [row] = await house.database.owner.select().from(firmKey).where(eq(firmKey.id, first.keyId));
  expect(row).toMatchObject({ revokedAt: house.clock.at, revokedBy: house.people.owner.id });
});

test('FM-5 the invitations of an owner who is one no longer end', async () => {
  const second = await join('owner');
  const token = await invites(second);
  await owner().firm.changeRole({ member: second.id, role: 'declarant' });
  await expect(joining(token)).rejects.toThrow('AP-NONE');
  const { invitations } = await owner().firm.members();
  expect(invitations).toEqual([]);
});

test('FM-5 an invitation is worth nothing when whoever wrote it is no owner at work, however that came', async () => {
  const second = await join('owner');
  const token = await invites(second);
  const set = (over: Partial<typeof person.$inferInsert>) =>
    house.accounts.update(person).set(over).where(eq(person.id, second.id));
  await set({ role: 'viewer' });
  await expect(joining(token)).rejects.toThrow('AP-NONE');
  await set({ role: 'owner', disabledAt: new Date(house.clock.at) });
  await expect(joining(token)).rejects.toThrow('AP-NONE');
  await set({ disabledAt: null });
  expect(await joining(token)).toHaveProperty('contact');
});
