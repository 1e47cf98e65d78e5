import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCustomsDeclaration } from './customs-declaration';
import { isPlaceholder } from './fold-text';
import { parsePersonId } from './person-id';
import { parsePhone, phoneInText } from './phone';

const codeOf = (outcome: { ok: true } | { ok: false; error: { code: string } }): string =>
  outcome.ok ? 'ok' : outcome.error.code;

test.each([
  '.',
  ',',
  '-',
  '--',
  '...',
  '?',
  'x',
  'XXX',
  '0',
  '000 000',
  'n/a',
  'N.A.',
  'Không có',
  'chưa có',
  '无',
  '#N/A',
])('ID-1 %j is a placeholder', (text) => {
  expect(isPlaceholder(text)).toBe(true);
});
test.each(['', '  ', 'A', '1', '0001', '51C', 'Xoài', '+84', '农志强'])('ID-1 %j is none', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});

describe('customs declarations', () => {
  test('ID-16 twelve digits join on the first eleven, eleven are complete', () => {
    expect(parseCustomsDeclaration('308207518100')).toEqual({
      ok: true,
      value: { number: '308207518100', joinKey: '30820751810', amendment: '0' },
    });
    expect(parseCustomsDeclaration('308 207 518 10')).toEqual({
      ok: true,
      value: { number: '30820751810', joinKey: '30820751810', amendment: null },
    });
  });

  test('ID-16 all amendments of one declaration join', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[13]\d{10}$/), fc.nat(9), (eleven, amendment) => {
        expect(parseCustomsDeclaration(`${eleven}${amendment}`)).toMatchObject({
          value: { joinKey: eleven },
        });
      }),
    );
  });

  test.each([
    ['1059686147', 'CD-SHORT'],
    ['12', 'CD-SHORT'],
    ['3082075181001', 'CD-SHAPE'],
    ['3.08208E+11', 'CD-SHAPE'],
    ['TK 308207518', 'CD-SHAPE'],
    ['.', 'ID-PLACEHOLDER'],
    ['', 'ID-EMPTY'],
  ])('ID-17 %j is refused as %s', (typed, code) => {
    expect(codeOf(parseCustomsDeclaration(typed))).toBe(code);
  });
});

describe('papers', () => {
  test.each([
    ['027300723494', 'citizen'],
    ['027 300 723 494', 'citizen'],
    ['E90223217', 'passport'],
    ['ea1234567', 'passport'],
    ['B1234567', 'passport'],
    ['C 12345678', 'passport'],
  ])('ID-18 %s is a %s', (typed, kind) => {
    expect(parsePersonId(typed)).toMatchObject({ ok: true, value: { kind } });
  });

  test.each([
    ['.', 'ID-PLACEHOLDER'],
    [',', 'ID-PLACEHOLDER'],
    ['-', 'ID-PLACEHOLDER'],
    ['', 'ID-EMPTY'],
    ['12345', 'PE-SHAPE'],
    ['Nguyễn Văn A', 'PE-SHAPE'],
    ['0273007234941', 'PE-SHAPE'],
  ])('ID-18 %j is refused as %s', (typed, code) => {
    expect(codeOf(parsePersonId(typed))).toBe(code);
  });

  test('ID-19 a lost zero is suggested; else the fault is silent about the number', () => {
    expect(parsePersonId('27300723494')).toMatchObject({ error: { detail: { suggestion: '027300723494' } } });
    fc.assert(
      fc.property(fc.stringMatching(/^\d{13,20}$/), (number) => {
        expect(JSON.stringify(parsePersonId(number))).not.toContain(number);
        expect(JSON.stringify(parsePhone(`9${number}`))).not.toContain(number);
      }),
    );
  });
});

describe('phones', () => {
  test.each([
    ['0703149027', '+84703149027'],
    ['0912 345 678', '+84912345678'],
    ['0912.345.678', '+84912345678'],
    ['+84 (0)912 345 678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['912345678', '+84912345678'],
    ['024 3825 1234', '+842438251234'],
    ['+86 18249510949', '+8618249510949'],
    ['0086 138-1234-5678', '+8613812345678'],
    ['13812345678', '+8613812345678'],
    ['8613812345678', '+8613812345678'],
    ['＋８６　１３８１２３４５６７８', '+8613812345678'],
    ['ĐT: 0912345678 (Zalo)', '+84912345678'],
    ['+856 20 5555 1234', '+8562055551234'],
  ])('ID-20 %s is %s', (typed, e164) => {
    expect(parsePhone(typed)).toMatchObject({ ok: true, value: { e164 } });
  });

  test('ID-20 a number in E.164 is itself', () => {
    const number = fc.oneof(fc.stringMatching(/^\+84[35789]\d{8}$/), fc.stringMatching(/^\+861[3-9]\d{9}$/));
    fc.assert(
      fc.property(number, (e164) => {
        expect(parsePhone(e164)).toMatchObject({ value: { e164 } });
      }),
    );
  });

  test.each([
    ['', 'ID-EMPTY'],
    ['.', 'ID-PLACEHOLDER'],
    ['12345', 'PH-SHAPE'],
    ['09123456', 'PH-SHAPE'],
    ['+84 12', 'PH-SHAPE'],
    ['gọi sau', 'PH-SHAPE'],
    ['0912a345678', 'PH-SHAPE'],
  ])('ID-20 %j is refused as %s', (typed, code) => {
    expect(codeOf(parsePhone(typed))).toBe(code);
  });

  test.each(['0912345678 / 0987654321', '0912345678; 0987654321', '0912345678 - 0987654321'])(
    'ID-21 of %s the first counts',
    (typed) => {
      expect(parsePhone(typed)).toMatchObject({ value: { e164: '+84912345678' } });
    },
  );

  test.each([
    ['lái xe +86 15134441917', '+8615134441917'],
    ['lái xe 0860083968', '+84860083968'],
    ['SĐT lái xe: 0912.345.678, gọi trước', '+84912345678'],
    ['司机电话13812345678', '+8613812345678'],
    ['LH 0912345678/0987654321', '+84912345678'],
  ])('ID-22 %s holds a phone', (note, e164) => {
    expect(phoneInText(note)?.e164).toBe(e164);
  });

  test.each([
    '',
    'xe 2 ngày, 12 tấn',
    'MST 0391735176',
    'tờ khai số 30820751810',
    'TK: 308207518100',
    'cont MSKU6076020',
    'CCCD 027300723494',
    'đến 29/08/2024 07:45',
  ])('ID-22 %j holds none', (note) => {
    expect(phoneInText(note)).toBeNull();
  });

  test('ID-22 no text makes the parsers throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        parsePhone(text);
        phoneInText(text);
        parsePersonId(text);
        parseCustomsDeclaration(text);
      }),
    );
  });
});
