import { describe, expect, test } from 'vitest';
import { mapColumns } from './map-columns';
import { readManifest } from './read-manifest';

const HEADERS = ['STT', 'Chiều', 'Cửa khẩu', 'Biển số', 'Công ty', 'Tên hàng', 'Điện thoại', 'Ghi chú'];
const { mapping } = mapColumns(HEADERS);
const row = (number: string, direction: string, plate: string, ...more: readonly string[]) => [
  ...[number, direction, 'HN', plate, 'ABC', more[0] ?? 'Chuối', more[1] ?? '', more[2] ?? ''],
];
const faultsOf = (rows: readonly (readonly string[])[]) =>
  readManifest(rows, mapping).flatMap(({ row: label, faults }) =>
    faults.map(({ field, code, detail }) => [label, field, code, detail.row ?? '']),
  );

describe('a manifest', () => {
  test('ID-46 a second trip in the same direction is a fault of the later row', () => {
    const rows = [
      row('1', 'xuất', '51C-123.45'),
      row('2', 'nhập', '51C-123.45'),
      row('3', 'xuất', '51c 12345'),
      row('4', 'export', '51C.123.45'),
      row('5', 'xuất', '51C-123.46'),
    ];
    expect(faultsOf(rows)).toEqual([
      [3, 'plate', 'PL-TWICE', '1'],
      [4, 'plate', 'PL-TWICE', '1'],
    ]);
    expect(readManifest(rows, mapping).map(({ accepted }) => accepted !== null)).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  test('ID-46 whatever else is wrong with either row', () => {
    const rows = [row('1', 'xuất', '51C-123.45', '=A1'), row('2', 'xuất', '51C-123.45', '.')];
    expect(faultsOf(rows)).toEqual([
      [1, 'goodsName', 'ID-FORMULA', ''],
      [2, 'goodsName', 'ID-PLACEHOLDER', ''],
      [2, 'plate', 'PL-TWICE', '1'],
    ]);
  });

  test('ID-46 two vehicles that share the Latin part of their plates are two', () => {
    expect(
      faultsOf([row('1', 'nhập', '桂F12345'), row('2', 'nhập', '粤F12345'), row('3', 'nhập', '桂f 12345')]),
    ).toEqual([[3, 'plate', 'PL-TWICE', '1']]);
  });

  test('ID-47 later is by the sheet’s own numbers, else by place', () => {
    const plate = '51C-123.45';
    expect(faultsOf([row('7', 'xuất', plate), row('3', 'xuất', plate)])).toEqual([
      [7, 'plate', 'PL-TWICE', '3'],
    ]);
    expect(faultsOf([row('7', 'xuất', plate), row('7', 'xuất', plate)])).toEqual([
      [7, 'plate', 'PL-TWICE', '7'],
    ]);
    expect(faultsOf([row('b', 'xuất', plate), row('a', 'xuất', plate)])).toEqual([
      ['a', 'plate', 'PL-TWICE', 'b'],
    ]);
  });

  test('ID-44 a row goes by its own number, its text, or its place', () => {
    const rows = [
      row('12', 'xuất', '51C-123.45'),
      row('A-1', 'xuất', '51C-123.46'),
      row('', 'xuất', '51C-123.47'),
    ];
    expect(readManifest(rows, mapping).map(({ row: label }) => label)).toEqual([12, 'A-1', 3]);
  });

  test('ID-45 blank lines, sums and repeated headers are no rows', () => {
    const rows = [
      row('1', 'xuất', '51C-123.45'),
      ['', ' ', ''],
      HEADERS,
      ['', '', '', '', 'Tổng cộng', '12'],
      ['TỔNG: 1 xe', '', '', '', '', ''],
      row('2', 'xuất', '51C-123.46', 'Tổng hợp'),
    ];
    expect(readManifest(rows, mapping).map(({ row: label }) => label)).toEqual([1, 2]);
  });

  test('ID-45 a row without its plate is a row with a fault', () => {
    expect(faultsOf([row('1', 'xuất', '')])).toEqual([[1, 'plate', 'ID-EMPTY', '']]);
  });

  test('ID-3 a draft keeps its formula without force, and is still faulty', () => {
    const [draft] = readManifest([row('1', 'xuất', '51C-123.45', '=HYPERLINK("http://x","Chuối")')], mapping);
    expect(draft?.submission.goodsName).toBe('\'=HYPERLINK("http://x","Chuối")');
    const again = readManifest([row('1', 'xuất', '51C-123.45', draft?.submission.goodsName ?? '')], mapping);
    expect(again[0]?.faults[0]?.code).toBe('ID-FORMULA');
  });

  test('ID-22 a phone in the note is misplaced only where there is a column for it', () => {
    const note = 'lái xe 0912345678';
    expect(faultsOf([row('1', 'xuất', '51C-123.45', 'Chuối', '', note)])).toEqual([
      [1, 'driverPhone', 'PH-NOTE', ''],
    ]);
    const narrow = mapColumns(HEADERS.filter((header) => header !== 'Điện thoại')).mapping;
    const cells = row('1', 'xuất', '51C-123.45', 'Chuối', '', note).filter((_, i) => i !== 6);
    expect(readManifest([cells], narrow)[0]?.accepted?.personal.driverPhone).toBe('+84912345678');
  });

  test('ID-29 values given for all rows fill empty boxes only', () => {
    const cells = ['1', 'xuất', '', '51C-123.45', 'ABC', 'Chuối'];
    const gates = readManifest([cells, row('2', 'xuất', '51C-123.46')], mapping, { gate: 'TT' });
    expect(gates.map(({ accepted }) => accepted?.gateId)).toEqual(['TT', 'HN']);
  });
});
