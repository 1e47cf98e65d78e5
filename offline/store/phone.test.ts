import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { discardDraft, keepAnswer, keepPass, lastPass, readDraft, writeDraft } from './phone';

test('OF-24 the pass opened last is there without a link, with the last word of the centre', async () => {
  expect(await lastPass()).toBeNull();
  await keepPass('a', 'GP1:A', 1000);
  await keepPass('b', 'GP1:B', 2000);
  await keepAnswer('a', 'GP1:A', { at: 1500, value: { stage: 'gate' } });
  expect((await lastPass())?.token).toBe('GP1:B');
  await keepPass('a', 'GP1:A', 3000);
  expect(await lastPass()).toEqual({
    passId: 'a',
    token: 'GP1:A',
    openedAt: 3000,
    answer: { at: 1500, value: { stage: 'gate' } },
  });
});

test('OF-24 an answer that is faster than the pass is kept all the same', async () => {
  const answer = { at: 4000, value: { stage: 'line' } };
  await keepAnswer('c', 'GP1:C', answer);
  expect(await keepPass('c', 'GP1:C', 4100)).toMatchObject({ token: 'GP1:C', answer });
  await Promise.all([keepPass('d', 'GP1:D', 4200), keepAnswer('d', 'GP1:D', answer)]);
  expect((await keepPass('d', 'GP1:D', 4300)).answer).toEqual(answer);
});

test('OF-24 a phone keeps the ten passes opened last', async () => {
  for (let n = 0; n < 14; n += 1) await keepPass(`p${n}`, `GP1:${n}`, 10_000 + n);
  const again = await keepPass('p3', 'GP1:3', 5);
  expect(again.answer).toBeNull();
  expect((await lastPass())?.passId).toBe('p13');
});

test('OF-24 a draft outlives its tab until it is discarded', async () => {
  expect(await writeDraft('declare', { plate: '51C' }, 7)).toBe(7);
  expect(await readDraft('declare')).toEqual({ key: 'declare', value: { plate: '51C' }, at: 7 });
  await discardDraft('declare');
  expect(await readDraft('declare')).toBeNull();
});
