import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containerCheckDigit, parseContainer } from './container';
import { parseTaxCode, taxCheckDigit } from './tax-code';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const change = (length: number) => fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 9 }));
/** `text` with the digit at `at` moved on by `step`. */
const altered = (text: string, at: number, step: number): string =>
  `${text.slice(0, at)}${(Number(text[at]) + step) % 10}${text.slice(at + 1)}`;
const codeOf = (outcome: { ok: true } | { ok: false; error: { code: string } }): string =>
  outcome.ok ? 'ok' : outcome.error.code;

describe('containers', () => {
  const firstTen = fc
    .tuple(fc.stringMatching(/^[A-Z]{3}$/), fc.constantFrom('U', 'J', 'Z'), digits(6))
    .map((parts) => parts.join(''));

  test.each([
    'CSQU3054383',
    'csqu 305438-3',
    'MSKU6076020',
    'OOLU4465600',
    'TGHU718185.0',
    'ＣＳＱＵ3054383',
  ])('ID-10 %s is a container', (typed) => {
    expect(parseContainer(typed).ok).toBe(true);
  });

  test.each([
    ['', 'ID-EMPTY'],
    ['-', 'ID-PLACEHOLDER'],
    ['CSQA3054383', 'CT-SHAPE'],
    ['CSQU305438', 'CT-SHAPE'],
    ['CSQU3054383 TCLU6617507', 'CT-SHAPE'],
  ])('ID-10 %j is refused as %s', (typed, code) => {
    expect(codeOf(parseContainer(typed))).toBe(code);
  });

  test('ID-11 a wrong check digit is told with the right one', () => {
    expect(parseContainer('CSQU3054384')).toEqual({
      ok: false,
      error: { code: 'CT-CHECK', detail: { typed: 'CSQU3054384', found: '4', expected: '3' } },
    });
  });

  test('ID-11 a number closed by its check digit is read back', () => {
    fc.assert(
      fc.property(firstTen, (ten) => {
        const number = `${ten}${containerCheckDigit(ten)}`;
        expect(parseContainer(number)).toMatchObject({ ok: true, value: { number } });
      }),
    );
  });

  test('ID-11 every single wrong digit is caught, save between the remainders 10 and 0', () => {
    const value = (character: string): number => '0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ'.indexOf(character);
    const remainder = (ten: string): number =>
      [...ten].reduce((sum, character, i) => sum + value(character) * 2 ** i, 0) % 11;
    fc.assert(
      fc.property(
        firstTen,
        fc.integer({ min: 4, max: 10 }),
        fc.integer({ min: 1, max: 9 }),
        (ten, at, step) => {
          const wrong = altered(`${ten}${containerCheckDigit(ten)}`, at, step);
          const met = [remainder(ten), remainder(wrong.slice(0, 10))].sort().join() === '0,10';
          expect(codeOf(parseContainer(wrong))).toBe(met ? 'ok' : 'CT-CHECK');
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('tax codes', () => {
  const issued = digits(9)
    .filter((nine) => taxCheckDigit(nine) !== null)
    .map((nine) => `${nine}${taxCheckDigit(nine)}`);

  test.each(['0100047516', '0100233488', '0312687878', '0314409058', ' 0100 047 516 ', "'0100047516"])(
    'ID-12 %s is a firm',
    (typed) => {
      expect(parseTaxCode(typed)).toMatchObject({ ok: true, value: { kind: 'firm' } });
    },
  );

  test('ID-12 every single wrong digit is caught', () => {
    fc.assert(
      fc.property(issued, change(10), (code, [at, step]) => {
        expect(codeOf(parseTaxCode(code))).toBe('ok');
        expect(codeOf(parseTaxCode(altered(code, at, step)))).toBe('TX-CHECK');
      }),
      { numRuns: 500 },
    );
  });

  test('ID-13 a branch is its firm and three digits', () => {
    const branch = { ok: true, value: { kind: 'branch', code: '0100047516-001' } };
    expect(parseTaxCode('0100047516-001')).toEqual(branch);
    expect(parseTaxCode('0100047516001')).toEqual(branch);
    expect(codeOf(parseTaxCode('0100047516-000'))).toBe('TX-SHAPE');
    expect(codeOf(parseTaxCode('0100047517-001'))).toBe('TX-CHECK');
  });

  test('ID-14 twelve digits are a household', () => {
    expect(parseTaxCode('027300723494')).toEqual({
      ok: true,
      value: { kind: 'household', code: '027300723494' },
    });
  });

  test('ID-15 a lost zero is told with the code meant', () => {
    fc.assert(
      fc.property(
        issued.filter((code) => code.startsWith('0') && code[1] !== '0'),
        (code) => {
          expect(parseTaxCode(code.slice(1))).toMatchObject({
            ok: false,
            error: { code: 'TX-ZERO', detail: { suggestion: code } },
          });
        },
      ),
    );
    expect(parseTaxCode('100047516-001')).toMatchObject({
      error: { code: 'TX-ZERO', detail: { suggestion: '0100047516-001' } },
    });
    expect(codeOf(parseTaxCode('100047517'))).toBe('TX-SHAPE');
    expect(parseTaxCode('350335281.0')).toMatchObject({ error: { code: 'TX-ZERO' } });
  });

  test.each([
    ['', 'ID-EMPTY'],
    ['0000000000', 'ID-PLACEHOLDER'],
    ['chưa có', 'ID-PLACEHOLDER'],
    ['01000475', 'TX-SHAPE'],
    ['91450000MA5', 'TX-SHAPE'],
    ['01000475160017', 'TX-SHAPE'],
  ])('ID-12 %j is refused as %s', (typed, code) => {
    expect(codeOf(parseTaxCode(typed))).toBe(code);
  });

  test('ID-12 no text makes the parsers throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        parseTaxCode(text);
        parseContainer(text);
      }),
    );
  });
});
