import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEligibleList } from './eligible-list';

const HEAD = [
  ['CỤC HẢI QUAN', '', '', 'Mẫu số: 29/DSCT'],
  ['DANH SÁCH CONTAINER ĐỦ ĐIỀU KIỆN QUA KHU VỰC GIÁM SÁT HẢI QUAN'],
  [],
  ['1. Chi cục hải quan giám sát:', 'Hữu Nghị'],
  ['2. Đơn vị XNK:', 'CÔNG TY CP LOGISTICS KỲ LỪA 38', 'MST:', '0101338998'],
];
const BLOCK = (declaration: string, status = 'Thông quan') => [
  ['Số tờ khai:', declaration, '', 'Trạng thái tờ khai:', status],
  ['Ngày tờ khai: 26/11/2026', '', 'Mã loại hình: B11', 'Luồng: Xanh'],
];
const TABLE = [
  ['STT', 'Số hiệu container', 'Số seal container', 'Số seal hải quan (nếu có)', 'Mã QR'],
  ['1', 'CSQU3054383', 'VN392435', '#####', 'x1'],
  ['2', 'MSKU 000022-2', '#####', '#####', 'x2'],
];
const faultsOf = (lines: readonly (readonly string[])[]) =>
  readEligibleList(lines).faults.map(({ line, field, code }) => `${line} ${field} ${code}`);

describe('RE eligible list', () => {
  test('RE-7 a declaration with containers: one answer per container', () => {
    const lines = [
      ...HEAD,
      ['Ngày giờ in:', '26/11/2026 08:30'],
      ...BLOCK('306123456780'),
      ...TABLE,
      ['Tổng cộng: 2'],
    ];
    const list = readEligibleList(lines);
    expect(list.faults).toEqual([]);
    expect(list.rows).toEqual([
      { line: 10, declaration: '30612345678', container: 'CSQU3054383', eligible: true },
      { line: 11, declaration: '30612345678', container: 'MSKU0000222', eligible: true },
    ]);
    expect(list.madeAt).toBe(Date.UTC(2026, 10, 26, 1, 30));
  });

  test('RE-7 other goods: the boxes are the answer; several declarations in one file', () => {
    const lines = [
      ...HEAD,
      ...BLOCK('306123456780'),
      ['Mã vạch:', '*306123456780*'],
      ...BLOCK('30820751810', 'Đưa hàng về bảo quản'),
      ...TABLE,
      ...BLOCK('30820751821', 'Không đủ điều kiện'),
    ];
    const list = readEligibleList(lines);
    expect(list.faults).toEqual([]);
    expect(
      list.rows.map(({ declaration, container, eligible }) => [declaration, container, eligible]),
    ).toEqual([
      ['30612345678', null, true],
      ['30820751810', 'CSQU3054383', true],
      ['30820751810', 'MSKU0000222', true],
      ['30820751821', null, false],
    ]);
    expect(list.madeAt).toBeNull();
  });

  test.each([
    [['STT', 'SỐ TK', 'TRẠNG THÁI', 'MST', 'Số cont']],
    [['no', 'Declaration No.', 'Status', 'Tax code', 'Container']],
    [['序号', '报关单号', '状态', '税号', '集装箱号']],
  ])('RE-7 flat, with a column for each, as programmes write it: %j', (header) => {
    const list = readEligibleList([
      header,
      ['1', '306123456780', 'Giải phóng hàng', '0101338998', ''],
      ['2', '308207518100', '1 - Thông quan', '', '#####'],
      ['3', '308207518200', '', '', 'CSQU3054383'],
    ]);
    expect(list.faults).toEqual([]);
    expect(list.rows.map(({ declaration, container }) => [declaration, container])).toEqual([
      ['30612345678', null],
      ['30820751810', null],
      ['30820751820', 'CSQU3054383'],
    ]);
  });

  test('RE-7 every fault is told by line and box, and a faulty entry hides no other', () => {
    const lines = [
      ['Số tờ khai', 'Số container', 'Trạng thái', 'MST'],
      ['3.06E+11', '', 'Thông quan', '', ''],
      ['3061', 'CSQU3054384', 'chờ duyệt', '0101338990', ''],
      ['306123456780', 'CSQU3054383', 'Thông quan', '', ''],
      ['306123456781', 'CSQU3054383', 'Dừng đưa hàng qua KVGS', '', ''],
      ['=A1', '', '', '', ''],
      ['', 'CSQU3054383', '', '', ''],
    ];
    expect(faultsOf(lines)).toEqual([
      '2 declaration CD-SHAPE',
      '3 declaration CD-SHORT',
      '3 container CT-CHECK',
      '3 taxCode TX-CHECK',
      '3 status EL-STATUS',
      '5 container EL-TWICE',
      '6 declaration ID-FORMULA',
      '7 declaration ID-EMPTY',
    ]);
    // The same first 11 digits and container with two answers: the careful one.
    expect(readEligibleList(lines).rows).toEqual([
      { line: 4, declaration: '30612345678', container: 'CSQU3054383', eligible: false },
    ]);
  });

  test('RE-7 a row among containers that names none is unfinished, and a day without an hour is no time', () => {
    const lines = [
      ['Ngày in:', '26/11/2026'],
      ...BLOCK('306123456780'),
      TABLE[0] ?? [],
      ['1', '', 'VN1', '', 'x'],
    ];
    expect(faultsOf(lines)).toEqual(['1 madeAt EL-TIME', '5 container ID-EMPTY']);
    expect(readEligibleList(lines).madeAt).toBeNull();
  });

  test('RE-7 whatever stands in a file, reading it ends, and every answer has its eleven digits', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        ...HEAD.flat(),
        ...TABLE.flat(),
        'Số tờ khai',
        'Số tờ khai:',
        '306123456780',
        '#####',
        '',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 25 }), (lines) => {
        const list = readEligibleList(lines);
        for (const { declaration, container } of list.rows) {
          expect(declaration).toMatch(/^\d{11}$/);
          expect(container ?? 'CSQU3054383').toMatch(/^[A-Z]{4}\d{7}$/);
        }
        for (const { line } of list.faults) expect(line).toBeGreaterThan(0);
        expect(list.rows.length).toBeLessThanOrEqual(list.entries);
      }),
    );
  });
});
