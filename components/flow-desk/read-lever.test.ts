import { expect, test } from 'vitest';
import { readLever } from './read-lever';

test('zero an hour is a stop, and half hours may have a comma', () => {
  expect(readLever({ perHour: '0', forHours: '1,5' }, 1000)).toEqual({
    kind: 'lever',
    perHour: 0,
    until: 1000 + 5_400_000,
  });
  expect(readLever({ perHour: '12', forHours: ' ' }, 0)).toEqual({ kind: 'lever', perHour: 12, until: null });
});

test('what cannot be read is named', () => {
  expect(readLever({ perHour: '', forHours: 'x' }, 0)).toEqual({
    kind: 'faults',
    faults: ['perHour', 'forHours'],
  });
  expect(readLever({ perHour: '-1', forHours: '' }, 0)).toEqual({ kind: 'faults', faults: ['perHour'] });
});
