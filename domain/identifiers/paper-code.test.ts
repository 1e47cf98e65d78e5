import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { containerCheckDigit } from './container';
import { readPaperCode } from './paper-code';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const containers = fc
  .tuple(fc.stringMatching(/^[A-Z]{3}[UJZ]$/), digits(6))
  .map(([owner, serial]) => `${owner}${serial}${containerCheckDigit(owner + serial)}`);

test('ID-60 the bar code of a declaration is joined by its first 11 digits', () => {
  fc.assert(
    fc.property(digits(11), fc.constantFrom('', '0', '7'), (joinKey, amendment) => {
      expect(readPaperCode(`${joinKey}${amendment}`)).toEqual({ kind: 'customs-declaration', joinKey });
    }),
  );
});

test('ID-60 a container is found whatever stands beside it, and only with its check digit right', () => {
  fc.assert(
    fc.property(
      containers,
      fc.constantFrom('', '|30712345678|', ' SEAL VN123456 ', ';2026-11-26;'),
      (number, beside) => {
        expect(readPaperCode(`${beside}${number}${beside}`)).toEqual({ kind: 'container', number });
        const wrong = `${number.slice(0, 10)}${(Number(number[10]) + 1) % 10}`;
        expect(readPaperCode(wrong)).toBeNull();
      },
    ),
  );
});

test('ID-60 two containers, a pass, an address or a plate are neither', () => {
  for (const text of [
    'MSKU1234565 CSQU3054383',
    'GP1:6BFOXN*TS0BI$ZD-P5*+./:3 X',
    'https://pus1.customs.gov.vn/BarcodeContainer',
    '51C12345',
    '307123',
    '3071234567801',
    '',
  ])
    expect(readPaperCode(text)).toBeNull();
});

test('ID-60 no text throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 700 }), (text) => void readPaperCode(text)));
});
