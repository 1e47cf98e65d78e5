import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { event as eventTable } from '@/db/schema/event';
import { crossingIdSchema } from '@/domain/shared/identity';
import { eraseCrossingPersonal } from '../crossing/erase-crossing-personal';
import { sealWords } from '../crossing/sealed-words';
import { type ApiHouse, apiHouse, freshPlate, submission } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const WORDS = 'Ảnh chụp chì ở đâu?';
const ANSWER = 'Gửi kèm trong hồ sơ số 12';

async function asked() {
  const { declarant } = house.people;
  const filed = await house
    .call(declarant)
    .declaration.submit({ submission: submission({ plate: freshPlate() }), clientKey: randomUUID() });
  if (filed.kind !== 'issued') throw new Error('not issued');
  const crossingId = crossingIdSchema.parse(filed.crossingId);
  const tablet = await house.tablet('customs');
  const event = tablet.write({
    ...tablet.envelope(crossingId),
    type: 'information.requested',
    body: { about: 'seal' },
    sealed: await sealWords(house.ring, WORDS),
  });
  tablet.write({
    ...tablet.envelope(crossingId),
    type: 'note.added',
    body: {},
    sealed: await sealWords(house.ring, 'chì cũ'),
  });
  await tablet.push(house.exchange);
  return { crossingId, event };
}

test('FO-16 an officer’s question reaches the firm, its answer reaches the log sealed, the file and every tablet', async () => {
  const { crossingId, event } = await asked();
  const { declarant, otherDeclarant, supervisor } = house.people;
  const open = await house.call(declarant).declaration.questions();
  expect(open).toMatchObject([{ crossingId, request: event.id, about: 'seal', words: WORDS }]);
  expect(await house.call(otherDeclarant).declaration.questions()).toEqual([]);

  const answer = { gateId: HN, crossingId, request: event.id, words: ANSWER };
  await expect(house.call(otherDeclarant).declaration.answer(answer)).rejects.toThrow('AP-MAY');
  await house.call(declarant).declaration.answer(answer);
  await expect(house.call(declarant).declaration.answer(answer)).rejects.toThrow('AP-DONE');
  await expect(
    house.call(declarant).declaration.answer({ ...answer, request: randomUUID() }),
  ).rejects.toThrow('AP-NONE');
  expect(await house.call(declarant).declaration.questions()).toEqual([]);

  const file = await house.call(supervisor).control.crossing({ gateId: HN, crossingId });
  expect(file.state.questions).toMatchObject([{ answeredAt: house.clock.at }]);
  expect(file.events.flatMap(({ type, words }) => (words === null ? [] : [[type, words]]))).toEqual(
    expect.arrayContaining([
      ['information.requested', WORDS],
      ['note.added', 'chì cũ'],
      ['information.given', ANSWER],
    ]),
  );
  const rows = await inGate(house.database.app, { gateId: HN, actor: 'test' }, (tx) =>
    tx.select({ event: eventTable.event }).from(eventTable).where(eq(eventTable.crossingId, crossingId)),
  );
  expect(JSON.stringify(rows)).not.toContain(ANSWER);
  const listener = await house.tablet('border-guard');
  const { pages } = await listener.pull(house.exchange);
  expect(pages.events.upserts.map(({ type }) => type)).toContain('information.given');
});

test('FO-18 after erasing a crossing its words are shown to nobody', async () => {
  const { crossingId } = await asked();
  await inGate(house.database.app, { gateId: HN, actor: 'test' }, (tx) =>
    eraseCrossingPersonal(tx, HN, crossingId),
  );
  const file = await house.call(house.people.supervisor).control.crossing({ gateId: HN, crossingId });
  expect(file.events.some(({ words }) => words !== null)).toBe(false);
});
