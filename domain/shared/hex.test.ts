import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toHex } from './hex';

test('hex agrees with Node in both directions', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      expect(fromHex(toHex(bytes))).toEqual(new Uint8Array(bytes));
    }),
  );
});

test('hex refuses capitals, odd lengths and other characters', () => {
  for (const text of ['A0', '0', 'abc', '0g', '0x00', ' 00', '00\n']) expect(fromHex(text), text).toBeNull();
  expect(fromHex('')).toEqual(new Uint8Array(0));
});
