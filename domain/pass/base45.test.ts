import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { decodeBase45, encodeBase45 } from './base45';

/** Shared cores: slow is not wrong. */
vi.setConfig({ testTimeout: 60_000 });

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['AB', 'BB8'],
  ['Hello!!', '%69 VD92EX0'],
  ['base-45', 'UJCLQE7W581'],
  ['ietf!', 'QED8WEX0'],
])('PS-4 RFC 9285 section 4: %s is %s', (plain, text) => {
  expect(encodeBase45(utf8(plain))).toBe(text);
  expect(decodeBase45(text)).toEqual(utf8(plain));
});

test.each([
  ['GGW', 'group above 65535 (RFC 9285 section 6)'],
  ['::', 'last pair above 255'],
  ['A', 'one character left over'],
  ['bb8', 'small letters'],
  ['BB8\n', 'foreign character'],
  ['ＢＢ8', 'full-width letters'],
])('PS-4 refused: %j, %s', (text) => {
  expect(decodeBase45(text)).toBeNull();
});

test('PS-4 bytes and text correspond one to one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      expect(decodeBase45(encodeBase45(bytes))).toEqual(new Uint8Array(bytes));
    }),
  );
  const unit = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      const bytes = decodeBase45(text);
      if (bytes !== null) expect(encodeBase45(bytes)).toBe(text);
    }),
  );
});
