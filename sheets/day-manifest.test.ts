import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { mapColumns } from '@/domain/declaration/map-columns';
import { readManifest } from '@/domain/declaration/read-manifest';
import { readSheet } from './read-sheet';

/** The published day as firms filed it, and the faults planted in it. */
const FILE = readFileSync(new URL('../db/seed/data/day-2024-08-29.csv', import.meta.url));
const FAULTS = readFileSync(new URL('../db/seed/data/day-2024-08-29.faults.csv', import.meta.url), 'utf8');

const parse = (text: string): readonly (readonly string[])[] =>
  Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: true }).data;
const [HEADER = [], ...ROWS] = parse(FILE.toString('utf8'));
const [, ...PLANTED] = parse(FAULTS);

const CODE_OF: readonly (readonly [RegExp, string])[] = [
  [/placeholder/, 'ID-PLACEHOLDER'],
  [/formula/, 'ID-FORMULA'],
  [/leading zero/, 'TX-ZERO'],
  [/too short/, 'CD-SHORT'],
  [/province character/, 'PL-PROVINCE'],
  [/tonnes/, 'WT-TONNES'],
  [/into the note/, 'PH-NOTE'],
  [/same vehicle/, 'PL-TWICE'],
];
const codeOf = (field: string, fault: string): string =>
  /check digit/.test(fault)
    ? field === 'so_container'
      ? 'CT-CHECK'
      : 'TX-CHECK'
    : (CODE_OF.find(([pattern]) => pattern.test(fault))?.[1] ?? `unknown: ${fault}`);

/** `row header code` of every planted fault, under the headers `rename` gives. */
const planted = (rename: Readonly<Record<string, string>> = {}): readonly string[] =>
  PLANTED.map(
    ([row = '', field = '', fault = '']) => `${row} ${rename[field] ?? field} ${codeOf(field, fault)}`,
  ).sort();

async function faultsOf(bytes: Uint8Array) {
  const sheet = await readSheet(bytes);
  if (!sheet.ok) throw new Error(sheet.error.kind);
  const { mapping, unsure, missing } = mapColumns(sheet.value.header, sheet.value.rows.slice(0, 300));
  const rows = readManifest(sheet.value.rows, mapping);
  const found = rows.flatMap(({ row, faults }) =>
    faults.map(({ field, code }) => `${row} ${mapping.headers[mapping.columns[field] ?? -1]} ${code}`),
  );
  const accepted = rows.filter((row) => row.accepted !== null).length;
  return { found: found.sort(), unsure, missing, rows: rows.length, accepted };
}

const csv = (header: readonly string[], rows: readonly (readonly string[])[], delimiter = ','): string =>
  Papa.unparse([header as string[], ...(rows as string[][])], { delimiter });
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Columns in another order, the same for every seed. */
function reordered(seed: number): { header: readonly string[]; rows: readonly (readonly string[])[] } {
  const order = HEADER.map((_, i) => i)
    .map((i) => ({ i, key: ((i + 1) * (seed * 2 + 7919)) % 104_729 }))
    .sort((a, b) => a.key - b.key)
    .map(({ i }) => i);
  const pick = (cells: readonly string[]) => order.map((i) => cells[i] ?? '');
  return { header: pick(HEADER), rows: ROWS.map(pick) };
}

const named = (names: string): Readonly<Record<string, string>> =>
  Object.fromEntries(HEADER.map((header, i) => [header, names.split('|')[i] ?? header]));
const ENGLISH = named(
  'No.|Direction|Gate|Route|Plate number|Trailer|Container No.|Seal No.|Driver|ID / Passport|Phone|Company|Tax code|Customs declaration|Regime|HS code|Goods|Weight|Unit|Date|Time|Remarks',
);
const CHINESE = named(
  '序号|进出口|口岸|通道|车牌号|挂车号|箱号|封条号|司机|证件号|电话|企业名称|税号|报关单号|监管方式|HS编码|品名|重量|单位|日期|时间|备注',
);
const VIETNAMESE = named(
  'STT|Chiều|Cửa khẩu|Tuyến|Biển số|Rơ moóc|Số container|Số chì|Lái xe|Giấy tờ|Điện thoại|Doanh nghiệp|Mã số thuế|Tờ khai HQ|Loại hình|Mã HS|Tên hàng|Khối lượng|Đơn vị|Ngày đến|Giờ đến|Ghi chú',
);
const renamed = (names: Readonly<Record<string, string>>) => HEADER.map((header) => names[header] ?? header);

async function workbook(
  cell: (text: string, header: string) => ExcelJS.CellValue,
  header: readonly string[] = HEADER,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Hướng dẫn').addRow(['Điền theo mẫu', 'Biển số']);
  const sheet = book.addWorksheet('Danh sách');
  sheet.addRow(['DANH SÁCH XE NGÀY 29/08/2024']);
  sheet.addRow([...header]);
  for (const row of ROWS) sheet.addRow(row.map((text, i) => cell(text, HEADER[i] ?? '')));
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** As a spreadsheet would hold it that takes what looks like a number, a date or a formula for one. */
function typedCell(text: string, header: string): ExcelJS.CellValue {
  if (text.startsWith('=')) return { formula: text.slice(1), result: 'Phụ tùng ô tô' };
  if (header === 'stt' || header === 'to_khai_hq') return text === '' ? '' : Number(text);
  if (header === 'khoi_luong') return Number(text);
  if (header === 'ngay_den') return new Date(Date.UTC(2024, 7, 29));
  const clock = header === 'gio_den' ? /^(\d\d):(\d\d)$/.exec(text) : null;
  if (clock) return new Date(Date.UTC(1899, 11, 30, Number(clock[1]), Number(clock[2])));
  return text;
}

describe('the day’s manifest', { timeout: 60_000 }, () => {
  const whole = { found: planted(), unsure: [], missing: [], rows: 1429 };

  test('ID-51 as filed: every planted fault with its code, no other, and the published number of rows', async () => {
    const outcome = await faultsOf(FILE);
    expect(outcome).toMatchObject(whole);
    expect(outcome.found).toHaveLength(93);
    expect(outcome.accepted).toBe(1429 - new Set(PLANTED.map(([row]) => row)).size);
  });

  test('ID-51 columns in other orders', async () => {
    for (const seed of [1, 2, 3]) {
      const { header, rows } = reordered(seed);
      expect(header).not.toEqual(HEADER);
      expect(await faultsOf(utf8(csv(header, rows)))).toMatchObject(whole);
    }
  });

  test('ID-51 rows in another order', async () => {
    expect(await faultsOf(utf8(csv(HEADER, ROWS.toReversed())))).toMatchObject(whole);
  });

  test.each([
    ['English', ENGLISH],
    ['Chinese', CHINESE],
    ['Vietnamese', VIETNAMESE],
  ])('ID-51 %s headers', async (_, names) => {
    expect(await faultsOf(utf8(csv(renamed(names), ROWS)))).toMatchObject({
      ...whole,
      found: planted(names),
    });
  });

  test('ID-51 ID-48 decomposed, without mark', async () => {
    const names = Object.fromEntries(
      Object.entries(VIETNAMESE).map(([key, name]) => [key, name.normalize('NFD')]),
    );
    const text = csv(renamed(VIETNAMESE), ROWS).normalize('NFD');
    expect(await faultsOf(utf8(text))).toMatchObject({ ...whole, found: planted(names) });
  });

  test('ID-51 ID-48 semicolons and decimal commas', async () => {
    const weight = HEADER.indexOf('khoi_luong');
    const rows = ROWS.map((row) => row.map((cell, i) => (i === weight ? cell.replace('.', ',') : cell)));
    expect(await faultsOf(utf8(csv(HEADER, rows, ';')))).toMatchObject(whole);
    expect(await faultsOf(utf8(`sep=;\r\n${csv(HEADER, rows, ';')}`))).toMatchObject(whole);
  });

  test('ID-51 ID-48 UTF-16 with tabs, either byte order, with and without mark', async () => {
    const text = csv(HEADER, ROWS, '\t');
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(await faultsOf(little)).toMatchObject(whole);
    expect(await faultsOf(Buffer.from(little).swap16())).toMatchObject(whole);
    expect(await faultsOf(Buffer.from(text, 'utf16le'))).toMatchObject(whole);
  });

  test('ID-51 ID-49 XLSX of text, with a title and a second sheet', async () => {
    expect(await faultsOf(await workbook((text) => text))).toMatchObject(whole);
  });

  test('ID-51 ID-49 XLSX of numbers, dates, times and formulas', async () => {
    const bytes = await workbook(typedCell, renamed(CHINESE));
    const expected = { ...whole, found: planted(CHINESE) };
    expect(await faultsOf(bytes)).toMatchObject(expected);
  });
});
