import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { discardDraft, readDraft, writeDraft } from '@/offline/store/phone';
import { draftFor, handOver } from './firm-draft';
import { DRAFT_KEY, emptySubmission, type FormDraft, freshDraft, parseFormDraft } from './steps';

const [A, B] = ['firm-a', 'firm-b'];
const KEY = '0192f0c0-0000-7000-8000-000000000001';
const draft = (goodsName: string, over: Partial<FormDraft> = {}): FormDraft => ({
  ...freshDraft({ ...emptySubmission(), goodsName }, KEY),
  reached: 2,
  ...over,
});
const atHand = async () => parseFormDraft((await readDraft(DRAFT_KEY))?.value);
beforeEach(async () => {
  for (const key of [DRAFT_KEY, `${DRAFT_KEY} ${A}`, `${DRAFT_KEY} ${B}`]) await discardDraft(key);
});

test('OF-24 what one firm began is not shown to the next, and is there again for its own', async () => {
  await writeDraft(DRAFT_KEY, draft('of A', { firmId: A }), 5);
  await handOver(B);
  expect(await atHand()).toBeNull();
  await writeDraft(DRAFT_KEY, draft('of B', { firmId: B }), 6);
  await handOver(B);
  expect((await atHand())?.submission.goodsName).toBe('of B');
  await handOver(A);
  expect(await readDraft(DRAFT_KEY)).toMatchObject({ at: 5, value: draft('of A', { firmId: A }) });
  await handOver(B);
  expect((await atHand())?.submission.goodsName).toBe('of B');
});

test('OF-24 a firm is shown no draft of another, even where the store did not hand it over', () => {
  const ofA = draft('of A', { firmId: A });
  expect(draftFor(B, ofA)).toBeNull();
  expect(draftFor(A, ofA)).toEqual(ofA);
  expect(draftFor(null, ofA)).toEqual(ofA);
  expect(draftFor(B, draft('nobody yet'))).toEqual(draft('nobody yet'));
});

test('OF-24 what was begun before anybody signed in belongs to whoever signs in, and to no other', async () => {
  await writeDraft(DRAFT_KEY, draft('nobody yet'), 5);
  await handOver(A);
  expect(await readDraft(DRAFT_KEY)).toMatchObject({ at: 5, value: { firmId: A } });
  await handOver(B);
  expect(await atHand()).toBeNull();
});
