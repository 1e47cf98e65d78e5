import { expect, test } from 'vitest';
import { DECLARED_KINDS, fieldsOf } from '@/domain/declaration/kinds';
import { type FieldFault, SUBMISSION_FIELDS } from '@/domain/declaration/submission';
import { extrasSchema } from '@/domain/declaration/whole';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import {
  carriedOver,
  emptySubmission,
  faultsOfStep,
  freshDraft,
  freshFields,
  parseFormDraft,
  remainder,
  STEPS,
  stepOf,
  stepsOf,
} from './steps';

const KEY = '0192f0c0-0000-7000-8000-000000000001';

test('every field of a submission has its question, and only one', () => {
  const asked = STEPS.flatMap((step) => [...step.fields]).sort();
  expect(asked).toEqual([...SUBMISSION_FIELDS].sort());
});

test('a kind is asked for its own fields and for no others', () => {
  for (const kind of DECLARED_KINDS)
    for (const direction of DIRECTIONS) {
      const asked = stepsOf({ kind, direction }).flatMap((step) => [...step.fields]);
      expect(new Set(asked)).toEqual(new Set(fieldsOf(kind, direction).keys()));
    }
  const ids = (kind: string, direction: string) => stepsOf({ kind, direction }).map(({ id }) => id);
  expect(ids('empty', 'export')).not.toContain('goods');
  expect(ids('new-vehicle', 'import')).not.toContain('load');
  expect(ids('transshipment', 'import')).toContain('receiving');
  expect(ids('transshipment', 'export')).not.toContain('receiving');
  expect(stepOf('seal', { kind: 'empty', direction: 'export' })).toBe(-1);
});

test('a screen shows the faults of its own fields and lists', () => {
  const faults: readonly FieldFault[] = [
    { field: 'plate', code: 'PL-SHAPE', detail: {} },
    { field: 'plate', code: 'PL-SHAPE', detail: {}, within: { list: 'receiving', at: 1 } },
    { field: 'goodsName', code: 'ID-EMPTY', detail: {}, within: { list: 'goods', at: 0 } },
  ];
  const shown = (id: string) => {
    const step = stepsOf({ kind: 'transshipment', direction: 'import' }).find((each) => each.id === id);
    return step === undefined ? [] : faultsOfStep(faults, step);
  };
  expect(shown('plate')).toEqual([faults[0]]);
  expect(shown('receiving')).toEqual([faults[1]]);
  expect(shown('goods')).toEqual([faults[2]]);
});

test('a draft of another shape starts empty instead of breaking the form', () => {
  const draft = { ...freshDraft(emptySubmission(), KEY), reached: 3 };
  expect(parseFormDraft(draft)).toEqual(draft);
  // As the version before wrote it.
  const { submission, clientKey, reached } = draft;
  expect(parseFormDraft({ submission, clientKey, reached })).toEqual(draft);
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

test('a copied trip asks for what is new, as far as its kind has it', () => {
  const asks = (kind: string) => freshFields({ ...emptySubmission(), kind, direction: 'export' });
  expect(asks('loaded')).toEqual(['seal', 'customsDeclaration', 'arrivalDate', 'arrivalTime']);
  expect(asks('empty')).toEqual(['arrivalDate', 'arrivalTime']);
  expect(asks('storage')).toContain('storageUntil');
});

test('what could not be filed is left, under the key of its declaration', () => {
  const keys = [2, 3].map((n) => KEY.replace(/1$/, String(n)));
  const extras = extrasSchema.parse({
    vehicles: keys.map((key, at) => ({ key, plate: `12C-0000${at}` })),
    receiving: [{ key: KEY.replace(/1$/, '4'), plate: '12C-00009' }],
  });
  const draft = { ...freshDraft({ ...emptySubmission(), plate: '12C-77777', gate: 'HN' }, KEY), extras };
  const fault = (within?: FieldFault['within']): FieldFault => ({
    ...{ field: 'plate', code: 'PL-TWICE', detail: {} },
    ...(within ? { within } : {}),
  });
  expect(remainder(draft, [])).toBeNull();
  expect(remainder(draft, [fault({ list: 'vehicles', at: 1 })])).toMatchObject({
    clientKey: keys[1],
    declarationKey: KEY,
    submission: { plate: '12C-00001', gate: 'HN' },
    extras: { vehicles: [], receiving: [] },
  });
  expect(remainder(draft, [fault(), fault({ list: 'vehicles', at: 0 })])).toMatchObject({
    clientKey: KEY,
    declarationKey: KEY,
    submission: { plate: '12C-77777' },
    extras: { vehicles: [{ key: keys[0] }] },
  });
  expect(remainder(draft, [fault({ list: 'receiving', at: 0 })])).toMatchObject({
    clientKey: KEY,
    extras: { vehicles: [], receiving: [{ plate: '12C-00009' }] },
  });
});
