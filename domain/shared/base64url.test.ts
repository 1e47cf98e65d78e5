import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64url, toBase64url } from './base64url';

test('base64url agrees with Node in both directions', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = toBase64url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64url(text)).toEqual(new Uint8Array(bytes));
    }),
  );
});

test('base64url has one spelling per value: padding, other alphabets, loose bits are refused', () => {
  for (const text of ['A', 'AA==', 'A+AA', 'A/AA', 'AB', 'AAB', ' AAA', 'AAA\n', 'ÀAAA']) {
    expect(fromBase64url(text), text).toBeNull();
  }
});

test('base64url: any text gives null or bytes that spell the same text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const bytes = fromBase64url(text);
      if (bytes !== null) expect(toBase64url(bytes)).toBe(text);
    }),
  );
});
