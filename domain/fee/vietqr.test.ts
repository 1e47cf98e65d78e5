import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crcOf, referenceOf, referencesIn, vietQr } from './vietqr';

const ACCOUNT = { bank: '970436', account: '0011000123456', holder: 'TRUNG TAM QUAN LY CUA KHAU' };

/** Reads an EMVCo code as a bank does, with nothing of ours: fields of two digits, two digits of length. */
function read(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    const length = Number(text.slice(at + 2, at + 4));
    fields.set(text.slice(at, at + 2), text.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

describe('FE payment codes', () => {
  test('FE-10 the checksum is that of the published example of the specification', () => {
    // "123456789" is the check value of CRC-16/CCITT-FALSE in every catalogue.
    expect(crcOf('123456789')).toBe('29B1');
  });

  test('FE-10 a bank reads the account, the amount and the bill from the code', () => {
    const text = vietQr(ACCOUNT, 390_000, 'LSH23456789B');
    const fields = read(text);
    expect([...fields.keys()]).toEqual(['00', '01', '38', '53', '54', '58', '62', '63']);
    const account = read(fields.get('38') ?? '');
    expect(account.get('00')).toBe('A000000727');
    expect([...read(account.get('01') ?? '').values()]).toEqual(['970436', '0011000123456']);
    expect([fields.get('53'), fields.get('54'), fields.get('58')]).toEqual(['704', '390000', 'VN']);
    expect(read(fields.get('62') ?? '').get('08')).toBe('LSH23456789B');
    expect(fields.get('63')).toBe(crcOf(text.slice(0, -4)));
    for (const amount of [0, -1, 1.5, Number.NaN, 1e14])
      expect(() => vietQr(ACCOUNT, amount, 'LSH23456789B')).toThrow(RangeError);
  });

  test('FE-11 a reference is found in whatever words a bank puts around it, and a mistyped one is none', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 8, maxLength: 8 }),
        fc.constantFrom('infrastructure' as const, 'transshipment' as const),
        fc.nat(8),
        fc.nat(25),
        (chance, kind, place, other) => {
          const reference = referenceOf(kind, chance);
          expect(reference).toMatch(/^LS[HT][2-9B-Z]{9}$/);
          const words = `MBVCB.123.${reference.slice(0, 5)} ${reference.slice(5).toLowerCase()}. CK tu 0011 toi`;
          expect(referencesIn(words)).toEqual([reference]);
          const letters = '23456789BCDFGHJKMNPRSTVWXZ';
          const wrong = [...reference];
          wrong[3 + place] = letters[other] ?? '2';
          expect(referencesIn(wrong.join(''))).toEqual(wrong.join('') === reference ? [reference] : []);
        },
      ),
    );
  });
});
