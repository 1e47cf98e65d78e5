import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERY_GATE, inGate } from '@/db/client';
import { person } from '@/db/schema/account';
import { tellingMessage } from '@/db/schema/telling';
import { vehicleTypedSchema } from '@/domain/fleet/entry';
import { dateAfter, dateOf, HOME } from '@/domain/flow/zones';
import { crossingIdSchema } from '@/domain/shared/identity';
import { ANONYMOUS, freshPlate, type Person, submission } from '../testing/api-house';
import { type Filed, type TellingHouse, tellingHouse } from '../testing/telling-house';
import { gatherPapers } from './gather-papers';

/** Somebody who leaves one firm for another, and what the first one's messages told them. */
let house: TellingHouse;
beforeAll(async () => {
  house = await tellingHouse();
});
afterAll(() => house.close());

const lastToken = () => /\/join#([\w-]{32})/.exec(house.told.at(-1)?.text ?? '')?.[1] ?? '';
async function join(inviter: Person, contact: string): Promise<Person> {
  await house.call(inviter).firm.invite({ contact, role: 'dispatcher', locale: 'en' });
  await house
    .call(ANONYMOUS)
    .firm.join({ token: lastToken(), name: 'Mover', password: 'correct horse battery' });
  const [row] = await house.accounts.select().from(person).where(eq(person.email, contact));
  if (row === undefined) throw new Error('nobody');
  return { kind: 'person', id: row.id, role: 'dispatcher', gateId: null, agency: null, firmId: row.firmId };
}
async function fileOfOther(): Promise<Filed> {
  const issued = await house.call(house.people.otherDeclarant).declaration.submit({
    submission: submission({ plate: freshPlate() }),
    clientKey: randomUUID(),
  });
  if (issued.kind !== 'issued') throw new Error('not issued');
  return { ...issued, crossingId: crossingIdSchema.parse(issued.crossingId) };
}
async function tellOfPaper(): Promise<void> {
  const licenceUntil = dateAfter(dateOf(house.clock.at, HOME), 7);
  const typed = vehicleTypedSchema.parse({ kind: 'rigid', plate: freshPlate(), licenceUntil });
  await house.call(house.people.owner).fleet.saveVehicle({ id: randomUUID(), typed });
  await gatherPapers({ ...house.ports, ways: { push: true, email: true, sms: true } });
}
const kindsOf = async (reader: Person) =>
  (await house.call(reader).telling.inbox()).map(({ kind }) => kind).toSorted();
const unopened = ({ id }: Person) =>
  inGate(house.database.app, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select({ id: tellingMessage.messageId })
      .from(tellingMessage)
      .where(
        and(
          eq(tellingMessage.recipient, `person ${id}`),
          eq(tellingMessage.channel, 'inbox'),
          isNull(tellingMessage.openedAt),
        ),
      ),
  );

test('FM-4 who has moved to another firm reads, counts and marks nothing that the old one was told', async () => {
  const { owner, otherOwner, dispatcher } = house.people;
  const contact = `${randomUUID()}@firm.example`;
  const before = await join(owner, contact);
  await house.callUp([await house.file()]);
  await house.gather();
  await tellOfPaper();
  expect(await kindsOf(before)).toEqual(['called', 'paper-ending']);
  expect(await house.call(before).telling.unread()).toBe(2);

  await house.call(owner).firm.remove({ member: before.id });
  const after = await join(otherOwner, contact);
  expect(after).toMatchObject({ id: before.id, firmId: otherOwner.firmId });
  expect(await kindsOf(after)).toEqual([]);
  expect(await house.call(after).telling.unread()).toBe(0);

  await house.callUp([await fileOfOther()]);
  await house.gather();
  expect(await kindsOf(after)).toEqual(['called']);
  expect(await house.call(after).telling.unread()).toBe(1);
  const old = await unopened(after);
  expect(old).toHaveLength(3);
  await house.call(after).telling.markRead({ messages: old.map(({ id }) => id) });
  await house.call(after).telling.markRead({ messages: null });
  expect(await house.call(after).telling.unread()).toBe(0);
  expect(await unopened(after)).toHaveLength(2);

  expect(await kindsOf(dispatcher)).toEqual(['called', 'paper-ending']);
  expect(await house.call(dispatcher).telling.unread()).toBe(2);
  await house.call(dispatcher).telling.markRead({ messages: null });
  expect(await house.call(dispatcher).telling.unread()).toBe(0);
});

test('FM-4 who comes back to the old firm reads its messages again', async () => {
  const { owner, otherOwner } = house.people;
  const contact = `${randomUUID()}@firm.example`;
  const before = await join(owner, contact);
  await tellOfPaper();
  await house.call(owner).firm.remove({ member: before.id });
  const away = await join(otherOwner, contact);
  expect(await kindsOf(away)).toEqual([]);
  await house.call(otherOwner).firm.remove({ member: before.id });
  expect(await kindsOf(await join(owner, contact))).toEqual(['paper-ending']);
});
