import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseChassis } from '../identifiers/chassis';
import { checkDriver } from './check-driver';
import { checkTemplate } from './check-template';
import { checkVehicle } from './check-vehicle';
import { driverTypedSchema, templateTypedSchema, vehicleTypedSchema } from './entry';
import { findEntries } from './find-entries';

const vehicle = (over: object) =>
  checkVehicle(vehicleTypedSchema.parse({ kind: 'tractor', plate: '12C-123.45', ...over }));
const driver = (over: object) => checkDriver(driverTypedSchema.parse({ name: 'Lê Văn Tám', ...over }));
const template = (over: object) =>
  checkTemplate(templateTypedSchema.parse({ goodsName: 'Xoài tươi', ...over }));
const codes = ({ faults }: { faults: readonly { field: string; code: string }[] }) =>
  faults.map(({ field, code }) => `${field} ${code}`);

describe('FV-1 chassis numbers', () => {
  test('FV-1 a number of 17 signs is read without I, O and Q, whatever stands between', () => {
    expect(parseChassis(' rlh-jk1234 nzOOQI0I ')).toEqual({ ok: true, value: 'RLHJK1234NZ000101' });
    expect(parseChassis('RPY6215O9')).toEqual({ ok: true, value: 'RPY6215O9' });
  });

  test('FV-1 what is too short, too long or no number is refused', () => {
    for (const typed of ['AB123', 'A'.repeat(17), '1'.repeat(18), 'số khung', '桂F9B393', '.'])
      expect(parseChassis(typed).ok, typed).toBe(false);
  });

  test('FV-1 reading what was read changes nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9 .-]{6,20}$/), (typed) => {
        const once = parseChassis(typed);
        if (once.ok) expect(parseChassis(once.value)).toEqual(once);
      }),
    );
  });
});

describe('FV-2 entries', () => {
  test('FV-2 kind and plate are enough, and nothing else is invented', () => {
    expect(vehicle({}).accepted).toEqual({
      kind: 'tractor',
      plate: '12C12345',
      rawPlate: '12C-123.45',
      chassis: null,
      container: 'none',
      maxLoadKg: null,
      licence: { number: null, until: null },
      insurance: { number: null, until: null },
      inspectionUntil: null,
    });
    expect(driver({}).accepted).toEqual({
      name: 'Lê Văn Tám',
      phone: null,
      licenceNumber: null,
      licenceUntil: null,
    });
    expect(template({}).accepted).toMatchObject({ name: 'Xoài tươi', goods: { goodsName: 'Xoài tươi' } });
  });

  test('FV-2 a Chinese plate without its province, a wrong day and a wrong chassis are told at their fields', () => {
    expect(
      codes(
        vehicle({
          plate: 'F9B393',
          chassis: 'x1',
          licenceUntil: '31/12/2027',
          insuranceUntil: '2027-02-30',
          inspectionUntil: 'soon',
        }),
      ),
    ).toEqual([
      'plate PL-PROVINCE',
      'chassis CH-SHAPE',
      'licenceUntil DT-SHAPE',
      'insuranceUntil DT-SHAPE',
      'inspectionUntil DT-SHAPE',
    ]);
  });

  test("FV-2 a trailer's plate stands on a trailer and nowhere else", () => {
    expect(codes(vehicle({ plate: '12R-123.45' }))).toEqual(['plate PL-KIND']);
    expect(codes(vehicle({ kind: 'trailer', plate: '12R-123.45' }))).toEqual([]);
    expect(codes(vehicle({ kind: 'trailer', plate: '桂F9B393' }))).toEqual(['plate PL-KIND']);
    expect(codes(vehicle({ kind: 'trailer', plate: '桂KKY34挂' }))).toEqual([]);
  });

  test('FV-2 a driver needs a name, and a phone that is given is one', () => {
    expect(codes(driver({ name: '.', phone: '12' }))).toEqual(['name ID-PLACEHOLDER', 'phone PH-SHAPE']);
    expect(driver({ phone: '0912 345 678' }).accepted?.phone).toBe('+84912345678');
  });

  test('FV-2 goods of a template are judged as those of a declaration', () => {
    expect(codes(template({ goodsName: '', weight: '18' }))).toEqual([
      'goodsName ID-EMPTY',
      'weight WT-TONNES',
    ]);
    expect(codes(template({ name: 'x'.repeat(61) }))).toEqual(['name ID-LONG']);
  });

  test('FV-2 whatever is typed, either it is accepted or a fault says why', () => {
    fc.assert(
      fc.property(
        fc.record({ kind: fc.string(), plate: fc.string(), chassis: fc.string(), maxLoad: fc.string() }),
        (typed) => {
          const { accepted, faults } = vehicle(typed);
          expect(accepted === null).toBe(faults.length > 0);
        },
      ),
    );
  });
});

test('FV-4 an entry is found without its marks, its punctuation and with look-alike signs', () => {
  const entries = ['Nguyễn Thị Hoa', '12C-123.45', '桂F9B393'];
  const find = (typed: string) => findEntries(entries, typed, (entry) => [entry]);
  expect(find('')).toEqual(entries);
  expect(find('nguyen thi')).toEqual(['Nguyễn Thị Hoa']);
  expect(find('12c12345')).toEqual(['12C-123.45']);
  expect(find('f-98393')).toEqual(['桂F9B393']);
  expect(find('không có')).toEqual([]);
});
