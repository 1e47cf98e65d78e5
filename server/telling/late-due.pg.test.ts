import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { telling } from '@/db/schema/telling';
import { crossingIdSchema } from '@/domain/shared/identity';
import { centreDraft } from '../log/centre-draft';
import { freshPlate, submission } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { type TellingHouse, tellingHouse } from '../testing/telling-house';
import { gather } from './gather';

let house: TellingHouse;
beforeAll(async () => {
  house = await tellingHouse();
});
afterAll(() => house.close());

const HOUR = 3_600_000;
const look = () =>
  gather({ ...house.ports, ways: { push: true, email: true, sms: true } }, HN, { looksAtTurns: true });
async function promise(dueAt: number) {
  const issued = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate(), seal: '' }),
    clientKey: randomUUID(),
    extras: { late: [{ field: 'seal', owner: 'driver', dueAt }] },
  });
  if (issued.kind !== 'issued') throw new Error('not issued');
  return crossingIdSchema.parse(issued.crossingId);
}
const told = async () =>
  (await house.gate((tx) => tx.select().from(telling)))
    .filter(({ kind }) => kind === 'late-due')
    .map(({ crossingId, values }) => [crossingId, values.time]);

test('TE-14 what was promised is told once, two hours before it is due, to who declares; what was given is not', async () => {
  const dueAt = house.clock.at + 5 * HOUR;
  const [owed, given] = [await promise(dueAt), await promise(dueAt)];
  await house.record({
    ...centreDraft(HN, { crossingId: given, direction: 'export', actor: 'officer' }),
    type: 'crossing.corrected',
    body: { path: 'binding.seal', from: null, to: 'VN77', reason: 'seen at the checkpoint' },
  });
  await look();
  expect(await told()).toEqual([]);
  house.clock.at = dueAt - 2 * HOUR;
  await look();
  await look();
  expect(await told()).toEqual([[owed, dueAt]]);
  const readers = (await house.outbox({ channel: 'inbox', crossingId: owed })).map(
    ({ recipient }) => recipient,
  );
  const { owner, declarant } = house.people;
  expect(readers.toSorted()).toEqual([owner, declarant].map(({ id }) => `person ${id}`).toSorted());
});
