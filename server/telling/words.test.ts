import { describe, expect, test } from 'vitest';
import { GATES } from '@/domain/gate/gates';
import { OF_PROVINCE } from '@/domain/shared/identity';
import { LOCALES } from '@/domain/shared/locales';
import { MOST_SMS_PARTS, smsLength } from '@/domain/telling/sms-parts';
import { TELLING_KINDS } from '@/domain/telling/telling-kind';
import { wordsOf } from './words';

/** As long as plates, names and amounts become. */
const values = {
  plate: '98LD12345',
  time: Date.UTC(2026, 10, 22, 2),
  amount: 12_345_678,
  agency: 'animal-quarantine',
  subject: 'border-guard',
  paper: 'licence',
  until: '2026-12-24',
  days: 30,
};

describe.each(LOCALES)('words in %s', (locale) => {
  test('TE-5 every text message is one or two parts long at every gate, and names the plate', () => {
    for (const kind of TELLING_KINDS)
      for (const { code: gateId } of GATES) {
        const { sms } = wordsOf(locale, { kind, gateId, values });
        expect(smsLength(sms).parts, sms).toBeLessThanOrEqual(MOST_SMS_PARTS);
        expect(sms).toContain('98LD-123.45');
      }
  });

  test('TE-15 a text about a driver’s paper names nobody, and says which paper ends on which day', () => {
    for (const kind of ['paper-ending', 'paper-over'] as const) {
      const of = { paper: 'driving', until: '2026-12-24', days: 1 };
      const { title, text, sms } = wordsOf(locale, { kind, gateId: OF_PROVINCE, values: of });
      expect(smsLength(sms).parts).toBeLessThanOrEqual(MOST_SMS_PARTS);
      for (const said of [text, sms]) expect(said).toContain(locale === 'zh' ? '12/24' : '24/12');
      expect(`${title} ${text} ${sms}`).not.toMatch(/[{}]|undefined|PROVINCE/);
    }
  });

  test('TE-5 nothing is left unfilled, times are those of Hà Nội', () => {
    for (const kind of TELLING_KINDS) {
      const words = wordsOf(locale, { kind, gateId: GATES[0]?.code ?? ('' as never), values });
      for (const text of Object.values(words)) {
        expect(text).not.toMatch(/[{}]|telling\.|undefined/);
        expect(text.length).toBeGreaterThan(3);
      }
    }
    const { text } = wordsOf(locale, { kind: 'slot-got', gateId: GATES[0]?.code ?? ('' as never), values });
    // 09:00 of that day there, which in UTC is 02:00.
    expect(text).toContain(locale === 'zh' ? '09:00 11/22' : '09:00 22/11');
  });
});
