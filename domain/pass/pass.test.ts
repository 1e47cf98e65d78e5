import * as fc from 'fast-check';
import { create } from 'qrcode';
import { expect, test, vi } from 'vitest';
import { claimsArbitrary, TYPICAL_CLAIMS } from '../testing/pass-arbitraries';
import { HUU_NGHI, issuerKey, TEST_NOW, testKey, trustOf, verifyWithNode } from '../testing/pass-keys';
import { bytesOf, sealParts, tokenOf, withLabel } from '../testing/pass-surgery';
import type { PassClaims } from './claims';
import { decodePass } from './decode-pass';
import { encodePass } from './encode-pass';
import { LABEL } from './payload';
import { verifyPass } from './verify-pass';

/** Shared cores: slow is not wrong. */
vi.setConfig({ testTimeout: 60_000 });

const key = testKey(1);
const trust = trustOf(issuerKey(key));
const at = { nowSeconds: TEST_NOW, gateId: HUU_NGHI };

async function outcomeOf(token: string) {
  const decoded = decodePass(token);
  return decoded.kind === 'decoded' ? verifyPass(decoded.pass, trust, at, verifyWithNode) : decoded;
}

test('PS-1 PS-7 what is issued is read back and genuine, for any claims', async () => {
  await fc.assert(
    fc.asyncProperty(claimsArbitrary, async (claims) => {
      const outcome = await outcomeOf(await encodePass(claims, key.kid, key.sign));
      expect(outcome).toMatchObject({ kind: 'genuine', kid: key.kid, pass: { claims } });
    }),
    { numRuns: 300 },
  );
});

test('PS-18 any bit flipped in the bytes of a pass: never genuine', async () => {
  const bytes = bytesOf(await encodePass(TYPICAL_CLAIMS, key.kid, key.sign));
  const seen = new Set<string>();
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const altered = Uint8Array.from(bytes);
    altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const outcome = await outcomeOf(tokenOf(altered));
    expect(outcome.kind, `bit ${bit}`).not.toBe('genuine');
    seen.add(outcome.kind);
  }
  expect([...seen].sort()).toEqual(['forged', 'key-unknown', 'not-a-pass']);
});

test('PS-18 one character of the text changed, dropped, doubled or swapped: never genuine', async () => {
  const token = await encodePass(TYPICAL_CLAIMS, key.kid, key.sign);
  const unit = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:a\n');
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), fc.nat(3), unit, async (index, how, character) => {
      const [before, here, after] = [token.slice(0, index), token.charAt(index), token.slice(index + 1)];
      const altered = [
        before + character + after,
        before + after,
        before + here + here + after,
        before + after.charAt(0) + here + after.slice(1),
      ][how];
      if (altered === undefined || altered === token) return;
      expect((await outcomeOf(altered)).kind).not.toBe('genuine');
    }),
    { numRuns: 1000 },
  );
});

test('PS-1 any text gives an outcome, never an exception', () => {
  const prefixed = fc.tuple(
    fc.constantFrom('', 'GP1:', 'GP2:', 'GP0:', 'GP', 'gp1:'),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(prefixed, ([prefix, rest]) => {
      expect(['not-a-pass', 'update-needed']).toContain(decodePass(prefix + rest).kind);
    }),
    { numRuns: 2000 },
  );
});

test('PS-2 512 bytes are read, 513 are not', () => {
  expect(decodePass(tokenOf(new Uint8Array(512)))).toEqual({ kind: 'not-a-pass', reason: 'cbor' });
  expect(decodePass(tokenOf(new Uint8Array(513)))).toEqual({ kind: 'not-a-pass', reason: 'size' });
});

const versionOf = (token: string, level: 'L' | 'M'): number =>
  create(token, { errorCorrectionLevel: level }).version;

const LONGEST: PassClaims = {
  ...TYPICAL_CLAIMS,
  revision: 65_535,
  notAfter: 4_294_967_295,
  gateNumber: 65_535,
  kind: 'new-vehicle',
  goodsClass: 'empty',
  driver: 'Nguyễn Văn Thanh Khoa',
  binding: {
    plate: 'X'.repeat(24),
    trailer: 'X'.repeat(24),
    container: 'X'.repeat(11),
    seal: 'X'.repeat(24),
    customsDeclaration: '99999999999',
  },
};

test('PS-9 a typical pass is about 183 bytes and at most QR version 9 at level L, 10 at M', async () => {
  const token = await encodePass(TYPICAL_CLAIMS, key.kid, key.sign);
  expect(bytesOf(token).length).toBeGreaterThan(170);
  expect(bytesOf(token).length).toBeLessThanOrEqual(199);
  expect(versionOf(token, 'L')).toBeLessThanOrEqual(9);
  expect(versionOf(token, 'M')).toBeLessThanOrEqual(10);
});

test('PS-9 the longest legal pass, a holder key on top, stays within QR version 11', async () => {
  const longest = await encodePass(LONGEST, key.kid, key.sign);
  expect(versionOf(longest, 'L')).toBeLessThanOrEqual(10);
  const withKey = await sealParts(key, { payload: withLabel(LONGEST, LABEL.holderKey, new Uint8Array(33)) });
  expect(decodePass(withKey).kind).toBe('decoded');
  expect(versionOf(withKey, 'L')).toBeLessThanOrEqual(11);
  await fc.assert(
    fc.asyncProperty(claimsArbitrary, async (claims) => {
      expect((await encodePass(claims, key.kid, key.sign)).length).toBeLessThanOrEqual(longest.length);
    }),
  );
});

test.each<[string, Partial<PassClaims>]>([
  ['plate too long', { binding: { ...TYPICAL_CLAIMS.binding, plate: '桂'.repeat(9) } }],
  ['no plate', { binding: { ...TYPICAL_CLAIMS.binding, plate: '' } }],
  ['seal not in NFC', { binding: { ...TYPICAL_CLAIMS.binding, seal: 'Đặng'.normalize('NFD') } }],
  ['window that ends before it begins', { notBefore: 2, notAfter: 1 }],
  ['revision as a fraction', { revision: 0.5 }],
  ['time in milliseconds', { notAfter: TEST_NOW * 1000 }],
  ['gate without a number', { gateNumber: 0 }],
])('PS-7 is never signed: %s', async (_, change) => {
  let signed = 0;
  const sign = (message: Uint8Array) => {
    signed += 1;
    return key.sign(message);
  };
  await expect(encodePass({ ...TYPICAL_CLAIMS, ...change }, key.kid, sign)).rejects.toThrow(RangeError);
  expect(signed).toBe(0);
});
