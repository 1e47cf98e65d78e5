import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWeight, parseWeightUnit } from './weight';

const read = (text: string, unit?: string): number | string => {
  const weight = parseWeight(text, unit);
  return weight.ok ? weight.value.kg : weight.error.code;
};

describe('weights', () => {
  test.each([
    ['19698', 'kg', 19698],
    ['20.2', 'tấn', 20200],
    ['20,2', 'tan', 20200],
    ['20.2', 'Tấn'.normalize('NFD'), 20200],
    ['6.7', 'tonnes', 6700],
    ['7', '吨', 7000],
    ['180', 'tạ', 18000],
    ['19698', '', 19698],
    ['22,5 tấn', '', 22500],
    ['22.5t', 'kg', 22500],
    ['19698kg', 'tấn', 19698],
    ['12000', '公斤', 12000],
    ['12000', 'KGM', 12000],
  ])('ID-23 %s %s is %i kg', (text, unit, kg) => {
    expect(read(text, unit)).toBe(kg);
  });

  test('ID-23 what is no unit of weight is told apart from what is no number', () => {
    expect(read('20', 'thùng')).toBe('WT-UNIT');
    expect(read('hai mươi tấn', '')).toBe('WT-SHAPE');
    expect(read('-5', 'kg')).toBe('WT-SHAPE');
    expect(parseWeightUnit('kiện')).toBeNull();
  });

  test.each([
    ['19.698', 'kg', 19698],
    ['19,698', 'kg', 19698],
    ['19 698', 'kg', 19698],
    ['19.698,5', 'kg', 19699],
    ['19,698.4', 'kg', 19698],
    ['22.500', 'tấn', 22500],
    ['22,500', 't', 22500],
    ['1.500', 'tạ', 150],
  ])('ID-24 %s %s is %i kg', (text, unit, kg) => {
    expect(read(text, unit)).toBe(kg);
  });

  test('ID-24 both ways of writing thousands are one weight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 99_999 }), (kg) => {
        const grouped = kg.toLocaleString('en-US');
        expect(read(String(kg), 'kg')).toBe(kg);
        expect(read(grouped, 'kg')).toBe(kg);
        expect(read(grouped.replace(',', '.'), 'kg')).toBe(kg);
        expect(read((kg / 1000).toFixed(3).replace('.', ','), 'tấn')).toBe(kg);
      }),
    );
  });

  test.each([
    ['22.5', 'kg', '22500'],
    ['6,5', 'kg', '6500'],
    ['20', 'kg', '20000'],
    ['27.4', '', '27400'],
  ])('ID-25 %s %s looks like tonnes, %s kg', (text, unit, suggestion) => {
    expect(parseWeight(text, unit)).toMatchObject({ error: { code: 'WT-TONNES', detail: { suggestion } } });
  });

  test('ID-25 no load between 0.1 and 99.9 is taken for kilograms, none above for tonnes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), (tenths) => {
        expect(read(String(tenths / 10), 'kg')).toBe('WT-TONNES');
        expect(read(String(tenths / 10), 'tấn')).toBe(tenths * 100);
        expect(read(String(tenths * 100 + 100), 'kg')).toBe(tenths * 100 + 100);
      }),
    );
  });

  test('ID-26 more than a lorry carries', () => {
    expect(read('22500', 'tấn')).toBe('WT-RANGE');
    expect(read('100001', 'kg')).toBe('WT-RANGE');
    expect(read('100000', 'kg')).toBe(100_000);
  });

  test('ID-1 zero is no weight', () => {
    expect(read('0', 'kg')).toBe('ID-PLACEHOLDER');
    expect(read('0.0', 'tấn')).toBe('ID-PLACEHOLDER');
    expect(read('', 'kg')).toBe('ID-EMPTY');
  });

  test('ID-24 no text makes the parser throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ maxLength: 10 }),
        (text, unit) => {
          const kg = read(text, unit);
          if (typeof kg === 'number') expect(kg).toBeLessThanOrEqual(100_000);
        },
      ),
    );
  });
});
