import { expect, test } from 'vitest';
import type { Fleet, VehicleView } from '../app/answers';
import { shownEntries } from './shown-entries';

const vehicle = (id: string, over: Partial<VehicleView>): VehicleView => ({
  id,
  kind: 'tractor',
  plate: `12C${id}`,
  rawPlate: `12C-${id}`,
  chassis: null,
  container: 'none',
  maxLoadKg: null,
  licence: { number: null, until: null },
  insurance: { number: null, until: null },
  licenceStands: { kind: 'good' },
  insuranceStands: { kind: 'good' },
  inspectionUntil: null,
  inspectionStands: { kind: 'good' },
  verification: { kind: 'unverified', because: 'never' },
  plates: [],
  retiredAt: null,
  ...over,
});
const FLEET: Fleet = {
  drivers: [],
  templates: [],
  vehicles: [
    vehicle('10001', {}),
    vehicle('10002', { insuranceStands: { kind: 'expiring', days: 3, within: 7 } }),
    vehicle('10003', { licenceStands: { kind: 'expired', days: 1 } }),
    vehicle('10004', { licenceStands: { kind: 'expired', days: 9 }, retiredAt: 1 }),
    vehicle('10005', { plates: [{ plate: '29C55555', until: 1 }] }),
  ],
};
const ids = (typed: string) => shownEntries(FLEET, typed).vehicles.map(({ id }) => id);

test('FV-3 what is over stands before what ends, and that before the rest; the retired ones are left out', () => {
  expect(ids('')).toEqual(['10003', '10002', '10001', '10005']);
});

test('FV-4 a vehicle is found by a plate that it bore before', () => {
  expect(ids('29c-555')).toEqual(['10005']);
});
