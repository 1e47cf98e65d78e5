import { expect, test } from 'vitest';
import { type MeasureTyped, readMeasure } from './read-measure';

const TYPED: MeasureTyped = {
  kind: 'extend-hours',
  hours: '2',
  class: 'ordinary',
  perHour: '5',
  to: '',
  vehicles: '20',
};

test('each measure takes its own boxes alone', () => {
  expect(readMeasure(TYPED)).toEqual({ kind: 'measure', measure: { kind: 'extend-hours', hours: 2 } });
  expect(readMeasure({ ...TYPED, kind: 'open-lane', hours: '' })).toMatchObject({ kind: 'measure' });
  expect(readMeasure({ ...TYPED, kind: 'limit-class', perHour: '0' })).toEqual({
    kind: 'measure',
    measure: { kind: 'limit-class', class: 'ordinary', perHour: 0, hours: 2 },
  });
});

test('what is missing or no whole number is named', () => {
  expect(readMeasure({ ...TYPED, hours: '1.5' })).toEqual({ kind: 'faults', faults: ['hours'] });
  expect(readMeasure({ ...TYPED, kind: 'redirect' })).toEqual({ kind: 'faults', faults: ['to'] });
  expect(readMeasure({ ...TYPED, kind: 'limit-class', perHour: '', hours: '99' })).toEqual({
    kind: 'faults',
    faults: ['perHour', 'hours'],
  });
});
