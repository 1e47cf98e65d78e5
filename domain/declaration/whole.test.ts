import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { SUBMISSION_FIELDS, type Submission, type SubmissionField } from './submission';
import { allFaults, checkWhole, type Extras, extrasSchema } from './whole';

const GOOD: Submission = {
  ...(Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, ''])) as Record<SubmissionField, string>),
  direction: 'import',
  kind: 'transshipment',
  gate: 'HN',
  plate: '桂F12345',
  firmName: 'Công ty A',
  taxCode: '0101338998',
  goodsName: 'Vải',
  driverName: '王强',
  seal: 'CN1',
};
type Lists = Parameters<typeof extrasSchema.parse>[0];
const extras = (lists: Lists): Extras => extrasSchema.parse(lists);
const vehicle = (over: object) => ({ key: uuidv7(), ...over });
const told = (submission: Submission, lists: Lists) =>
  allFaults(checkWhole(submission, extras(lists))).map(({ field, code, within }) => [
    field,
    code,
    within && `${within.list} ${within.at}`,
  ]);

describe('a declaration of several parts', () => {
  test('DE-4 each vehicle has its own plate, driver and seal, and shares the rest', () => {
    const { vehicles, faults } = checkWhole(
      GOOD,
      extras({ vehicles: [vehicle({ plate: '桂F54321', driverName: '李明' })] }),
    );
    expect(faults).toEqual([]);
    expect(vehicles.map(({ accepted }) => accepted?.binding)).toMatchObject([
      { plate: '桂F12345', seal: 'CN1' },
      { plate: '桂F54321', seal: null },
    ]);
    expect(vehicles.map(({ accepted }) => accepted?.personal.driverName)).toEqual(['王强', '李明']);
    expect(vehicles.map(({ accepted }) => accepted?.goods.name)).toEqual(['Vải', 'Vải']);
  });

  test('DE-4 a fault of one vehicle is its own; the others are right still', () => {
    const checked = checkWhole(
      { ...GOOD, container: 'CSQU3054384' },
      extras({ vehicles: [vehicle({ plate: '桂F54321' }), vehicle({ plate: 'F123' })] }),
    );
    expect(checked.faults).toEqual([]);
    expect(checked.vehicles.map(({ accepted }) => accepted !== null)).toEqual([false, true, false]);
    expect(allFaults(checked).map(({ field, within }) => [field, within])).toEqual([
      ['container', undefined],
      ['plate', { list: 'vehicles', at: 1 }],
    ]);
  });

  test('DE-4 what all share stops all, told once', () => {
    const lists = {
      vehicles: [vehicle({ plate: '桂F54321' })],
      receiving: [vehicle({ plate: '12C-123.45' })],
    };
    const checked = checkWhole({ ...GOOD, taxCode: '1' }, extras(lists));
    expect(checked.faults.map(({ field }) => field)).toEqual(['taxCode']);
    expect(allFaults(checked)).toHaveLength(1);
    expect(checked.vehicles.every(({ accepted }) => accepted === null)).toBe(true);
  });

  test('DE-4 one vehicle is in a declaration once, also as a receiving lorry', () => {
    expect(told(GOOD, { vehicles: [vehicle({ plate: '桂 F-12345' })] })).toEqual([
      ['plate', 'PL-TWICE', 'vehicles 0'],
    ]);
    expect(
      told(GOOD, { receiving: [vehicle({ plate: '12C-123.45' }), vehicle({ plate: '12c12345' })] }),
    ).toEqual([['plate', 'PL-TWICE', 'receiving 1']]);
  });

  test('DE-4 further goods: each line judged as goods, with papers and owner of its own or of the whole', () => {
    const line = { goodsName: 'Nhãn', weight: '5', weightUnit: 'tấn', quantity: '200 thùng' };
    const { goods, faults } = checkWhole(
      GOOD,
      extras({
        goods: [line, { goodsName: 'Ớt', customsDeclaration: '306123456780', firmName: 'Công ty B' }],
      }),
    );
    expect(faults).toEqual([]);
    expect(goods).toMatchObject([
      { name: 'Nhãn', grossWeightKg: 5000, quantity: '200 thùng', customsDeclaration: null, firm: null },
      { name: 'Ớt', customsDeclaration: '30612345678', firm: { name: 'Công ty B', taxCode: null } },
    ]);
    expect(told(GOOD, { goods: [{ weight: '12' }, { goodsName: 'Ớt', customsDeclaration: '12' }] })).toEqual([
      ['goodsName', 'ID-EMPTY', 'goods 0'],
      ['weight', 'WT-TONNES', 'goods 0'],
      ['customsDeclaration', 'CD-SHORT', 'goods 1'],
    ]);
  });

  test('DE-6 a receiving lorry comes empty, the same way, with a driver and an area of its own', () => {
    const lorry = vehicle({ plate: '12C-123.45', driverName: 'Lê Văn B', yard: 'Khu B Xuân Cương' });
    const { receiving } = checkWhole(GOOD, extras({ receiving: [lorry] }));
    expect(receiving[0]?.accepted).toMatchObject({
      kind: 'empty',
      direction: 'import',
      gateId: 'HN',
      binding: { plate: '12C12345', seal: null, customsDeclaration: null },
      details: { yard: 'Khu B Xuân Cương' },
      goods: { class: 'empty' },
      personal: { driverName: 'Lê Văn B' },
    });
  });

  test('DE-7 a trip out and back carries one product of one firm', () => {
    const out: Submission = {
      ...GOOD,
      direction: 'export',
      kind: 'loaded',
      plate: '12C-123.45',
      tripBack: 'yes',
    };
    expect(told(out, { goods: [{ goodsName: 'vải' }] })).toEqual([]);
    expect(told(out, { goods: [{ goodsName: 'Ớt' }] })).toEqual([['goodsName', 'TW-MIXED', 'goods 0']]);
    expect(told(out, { goods: [{ goodsName: 'Vải', firmName: 'Công ty B' }] })).toEqual([
      ['firmName', 'TW-MIXED', 'goods 0'],
    ]);
    expect(told({ ...out, tripBack: '' }, { goods: [{ goodsName: 'Ớt' }] })).toEqual([]);
  });
});
