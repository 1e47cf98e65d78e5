import { createTranslator } from 'use-intl/core';
import { describe, expect, test } from 'vitest';
import { FAULT_CODES, type FaultCode, SUBMISSION_FIELDS } from '@/domain/declaration/submission';
import { LOCALES } from '@/domain/shared/locales';
import en from '@/messages/en.json' with { type: 'json' };
import vi from '@/messages/vi.json' with { type: 'json' };
import zh from '@/messages/zh.json' with { type: 'json' };

const LANGUAGES = { en, vi, zh } as const;

/** The facts each fault carries, as the rules give them. */
const DETAIL: Readonly<Partial<Record<FaultCode, Readonly<Record<string, string>>>>> = {
  'ID-LONG': { length: '301', max: '300' },
  'PL-PROVINCE': { typed: 'FNU722', suggestion: '桂FNU722' },
  'PL-TWICE': { plate: '51C-123.45', row: '34' },
  'CT-CHECK': { typed: 'CSQU3054384', found: '4', expected: '3' },
  'TX-ZERO': { typed: '350335281', suggestion: '0350335281' },
  'CD-SHORT': { typed: '1059686147', length: '10' },
  'PE-SHAPE': { length: '5' },
  'PH-SHAPE': {},
  'PH-NOTE': { suggestion: '+84912345678' },
  'WT-TONNES': { typed: '22.5', suggestion: '22500' },
  'WT-RANGE': { typed: '22500', max: '100' },
  'ID-EMPTY': {},
  'ID-FORMULA': {},
};

describe.each(LOCALES)('sentences of faults in %s', (locale) => {
  const messages = LANGUAGES[locale];

  test('ID-38 every code has its sentence, and no sentence is without a code', () => {
    expect(Object.keys(messages.fault).sort()).toEqual([...FAULT_CODES].sort());
    expect(Object.keys(messages.importSheet.field).sort()).toEqual(
      [...SUBMISSION_FIELDS, 'row', 'ignore'].sort(),
    );
  });

  test.each(FAULT_CODES)('ID-38 %s is said in at most twenty words', (code) => {
    const failures: string[] = [];
    const translate = createTranslator({
      locale,
      messages,
      namespace: 'fault',
      onError: (error) => failures.push(error.message),
    });
    const sentence = translate(code, DETAIL[code] ?? { typed: 'abc' });
    if (code === 'PL-TWICE') expect(translate(code, { row: 'live' })).not.toBe(sentence);
    expect(failures).toEqual([]);
    expect(sentence).not.toMatch(/[{}]/);
    expect(sentence).toMatch(/[.。]$/);
    const words = locale === 'zh' ? sentence.length / 2.5 : sentence.split(/\s+/).length;
    // Vietnamese writes each syllable apart: thirty of them are about twenty words.
    expect(words).toBeLessThanOrEqual(locale === 'vi' ? 30 : 20);
  });
});
