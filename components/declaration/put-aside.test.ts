import { expect, test } from 'vitest';
import { NO_EXTRAS } from '@/domain/declaration/whole';
import type { SavedDraft } from '../app/answers';
import { withAnother } from './list-answers';
import { type draftToSave, holdsMore, LeftToSend, putAside } from './put-aside';
import { emptySubmission, type FormDraft, freshDraft } from './steps';

const KEY = '0192f0c0-0000-7000-8000-000000000001';
const FRESH = '0192f0c0-0000-7000-8000-000000000002';
const begun = (over: Partial<FormDraft> = {}): FormDraft => ({
  ...freshDraft({ ...emptySubmission(), goodsName: 'Vải' }, KEY),
  reached: 3,
  seen: 7,
  ...over,
});
/** A centre that gives these answers, and what it was sent. */
function centre(...answers: SavedDraft['kind'][]) {
  const sent: ReturnType<typeof draftToSave>[] = [];
  const save = async (draft: ReturnType<typeof draftToSave>) => {
    sent.push(draft);
    return { kind: answers[sent.length - 1] ?? 'saved' };
  };
  return { sent, save };
}

test('DE-9 what another device wrote since stays, and so does what was typed here', async () => {
  const { sent, save } = centre('newer');
  await putAside(begun(), save, () => FRESH);
  expect(sent.map(({ draftId, seen }) => [draftId, seen])).toEqual([
    [KEY, 7],
    [FRESH, null],
  ]);
  expect(sent[1]?.submission.goodsName).toBe('Vải');
});

test('DE-4 what is left of a declaration is put aside with its declaration', async () => {
  const { sent, save } = centre();
  await putAside(begun({ declarationKey: KEY }), save, () => FRESH);
  expect(sent).toMatchObject([{ draftId: KEY, form: { declarationKey: KEY, reached: 3 } }]);
});

test('DE-4 what is left under a key that is filed stays in the form until it is sent', async () => {
  const left = begun({ declarationKey: KEY });
  const refused = putAside(left, centre('filed').save, () => FRESH);
  await expect(refused).rejects.toThrow(LeftToSend);
  await expect(refused).rejects.toMatchObject({ draft: left });
});

test.each([
  ['vehicles', withAnother(NO_EXTRAS, 'vehicles')],
  ['receiving', withAnother(NO_EXTRAS, 'receiving')],
] as const)(
  'DE-4 %s beside what is filed stay in the form: the answer that told whether they were taken got lost',
  async (_, extras) => {
    const left = begun({ extras });
    expect(holdsMore(left)).toBe(true);
    const refused = putAside(left, centre('filed').save, () => FRESH);
    await expect(refused).rejects.toThrow(LeftToSend);
    await expect(refused).rejects.toMatchObject({ draft: left });
    await putAside(left, centre('saved').save, () => FRESH);
  },
);

test('DE-4 lines of goods go with their vehicle: nothing more is held by them', async () => {
  const whole = begun({ extras: withAnother(NO_EXTRAS, 'goods') });
  expect(holdsMore(whole)).toBe(false);
  await putAside(whole, centre('filed').save, () => FRESH);
});

test('what was filed, and what was not begun, is not put aside', async () => {
  const { sent, save } = centre('filed');
  await putAside(begun(), save, () => FRESH);
  expect(sent).toHaveLength(1);
  await putAside(begun({ reached: 0 }), save, () => FRESH);
  await putAside(null, save, () => FRESH);
  expect(sent).toHaveLength(1);
});
