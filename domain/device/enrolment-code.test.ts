import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GATES } from '../gate/gates';
import {
  ENROLMENT_SECRET_BYTES,
  enrolmentLink,
  judgeCode,
  readEnrolmentCode,
  secretOf,
  writeEnrolmentCode,
} from './enrolment-code';

const bytes = fc.uint8Array({ minLength: ENROLMENT_SECRET_BYTES, maxLength: ENROLMENT_SECRET_BYTES });
const gates = fc.constantFrom(...GATES.map(({ code }) => code));

describe('DV enrolment', () => {
  test('DV-5 a code comes back from its QR, its typed form, small letters and mistaken letters', () => {
    fc.assert(
      fc.property(bytes, gates, (drawn, gateId) => {
        const code = { gateId, secret: secretOf(drawn) };
        const written = writeEnrolmentCode(code);
        const [gate = '', ...groups] = written.split('-');
        const sloppy = groups.join(' ').replaceAll('0', 'o').replaceAll('1', 'l');
        for (const text of [
          written,
          enrolmentLink('https://gate.example:3443', code),
          `  ${written.toLowerCase()} `,
          `${gate} ${sloppy}`,
          `${gate}-${groups.join('')}`,
        ])
          expect(readEnrolmentCode(text), text).toEqual(code);
      }),
    );
  });

  test('DV-5 a code has at least 128 bits: every bit of what was drawn changes it', () => {
    const zero = new Uint8Array(ENROLMENT_SECRET_BYTES);
    const seen = new Set([secretOf(zero)]);
    for (let bit = 0; bit < 130; bit += 1) {
      const drawn = zero.slice();
      drawn[ENROLMENT_SECRET_BYTES - 1 - Math.floor(bit / 8)] = 1 << (bit % 8);
      seen.add(secretOf(drawn));
    }
    expect(seen.size).toBe(131);
  });

  test('DV-5 anything else is no code, and nothing throws', () => {
    const good = writeEnrolmentCode({
      gateId: GATES[0]?.code ?? ('HN' as never),
      secret: '0'.repeat(26),
    });
    for (const text of [
      '',
      'HN',
      good.slice(0, -1),
      `${good}0`,
      good.replace(/^\w+/, 'XX'),
      'GP1:ABC',
      '#enrol=',
    ])
      expect(readEnrolmentCode(text), text).toBeNull();
    fc.assert(fc.property(fc.string({ maxLength: 600 }), (text) => void readEnrolmentCode(text)));
  });

  test('DV-5 used once, for fifteen minutes; whoever used it may ask again', () => {
    const open = { expiresAt: 1000, usedBy: null };
    expect(judgeCode(null, 'a', 0)).toBe('code-wrong');
    expect(judgeCode(open, 'a', 999)).toBe('good');
    expect(judgeCode(open, 'a', 1000)).toBe('code-expired');
    expect(judgeCode({ ...open, usedBy: 'a' }, 'a', 5000)).toBe('good');
    expect(judgeCode({ ...open, usedBy: 'a' }, 'b', 1)).toBe('code-used');
  });
});
