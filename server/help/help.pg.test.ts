import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventDraft } from '@/domain/sync/event';
import { sealWords } from '../crossing/sealed-words';
import { type ApiHouse, apiHouse, type Caller } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
let supervisor: Caller;
beforeAll(async () => {
  house = await apiHouse();
  supervisor = house.call(house.people.supervisor);
});
afterAll(() => house.close());

test('an officer’s question reaches the supervisor in clear, lies sealed in the log, and is seen to once', async () => {
  const tablet = await house.tabletAt(HN, 'customs');
  tablet.write({
    ...tablet.envelope(null),
    type: 'help.asked',
    body: { screen: 'AD-REL' },
    sealed: await sealWords(house.ring, 'Lái xe không có giấy tờ'),
  } as EventDraft);
  await tablet.push(house.exchange);

  const [asked, ...rest] = await supervisor.control.help({ gateId: HN });
  expect(rest).toEqual([]);
  expect(asked).toMatchObject({
    screen: 'AD-REL',
    words: 'Lái xe không có giấy tờ',
    agency: 'customs',
    answered: null,
  });
  if (asked === undefined) throw new Error('nothing asked');
  const answer = () => supervisor.control.answerHelp({ gateId: HN, request: asked.id, words: 'đã ra chốt' });
  const both = await Promise.allSettled([answer(), answer()]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await supervisor.control.help({ gateId: HN }))[0]?.answered?.words).toBe('đã ra chốt');
  await expect(
    supervisor.control.answerHelp({ gateId: HN, request: randomUUID() as typeof asked.id, words: 'gì đó' }),
  ).rejects.toThrow('AP-NONE');
});
