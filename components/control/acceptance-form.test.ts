import { expect, test } from 'vitest';
import { type AcceptanceTyped, readAcceptance } from './acceptance-form';

const typed: AcceptanceTyped = {
  direction: 'export',
  perHour: '38',
  forHours: '',
  toldBy: ' Ông Lý ',
  channel: 'hotline',
  note: '',
};

test('an entry without an end holds until told otherwise', () => {
  expect(readAcceptance(typed, 0)).toEqual({
    kind: 'entry',
    entry: {
      direction: 'export',
      vehiclesPerHour: 38,
      validTo: null,
      toldBy: 'Ông Lý',
      channel: 'hotline',
      note: null,
    },
  });
});

test('zero is an answer, an empty box is not', () => {
  expect(readAcceptance({ ...typed, perHour: '0' }, 0)).toMatchObject({ entry: { vehiclesPerHour: 0 } });
  expect(readAcceptance({ ...typed, perHour: ' ' }, 0)).toEqual({ kind: 'faults', faults: ['perHour'] });
});

test('hours count from now', () => {
  expect(readAcceptance({ ...typed, forHours: '1,5' }, 1000)).toMatchObject({
    entry: { validTo: 5_401_000 },
  });
});

test('every wrong box is named', () => {
  expect(readAcceptance({ ...typed, perHour: 'x', forHours: '-1', toldBy: '' }, 0)).toEqual({
    kind: 'faults',
    faults: ['perHour', 'forHours', 'toldBy'],
  });
});
