import { expect, test } from 'vitest';
import { SUBMISSION_FIELDS } from '@/domain/declaration/submission';
import { carriedOver, emptySubmission, firstFaultyStep, parseFormDraft, STEPS, stepOf } from './steps';

test('every field of a submission is asked exactly once', () => {
  const asked = STEPS.flatMap((step) => [...step.fields]).sort();
  expect(asked).toEqual([...SUBMISSION_FIELDS].sort());
});

test('faults lead to the first question that has one', () => {
  expect(firstFaultyStep([])).toBeNull();
  expect(
    firstFaultyStep([
      { field: 'driverPhone', code: 'PH-SHAPE', detail: {} },
      { field: 'plate', code: 'PL-SHAPE', detail: {} },
    ]),
  ).toBe(stepOf('plate'));
});

test('a draft of another shape starts empty instead of breaking the form', () => {
  const draft = {
    submission: emptySubmission(),
    clientKey: '0192f0c0-0000-7000-8000-000000000001',
    reached: 3,
  };
  expect(parseFormDraft(draft)).toEqual(draft);
  expect(parseFormDraft({ ...draft, clientKey: 'x' })).toBeNull();
  expect(parseFormDraft({ ...draft, reached: 99 })).toBeNull();
  expect(parseFormDraft('old')).toBeNull();
});

test('the next declaration keeps the firm and the way, never the vehicle or the driver', () => {
  const next = carriedOver({
    ...emptySubmission(),
    firmName: 'HTX',
    gate: 'HN',
    plate: '51C12345',
    driverName: 'An',
    driverIdNumber: '001',
  });
  expect(next).toMatchObject({ firmName: 'HTX', gate: 'HN', plate: '', driverName: '', driverIdNumber: '' });
});
