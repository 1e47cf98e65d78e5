import { expect, test } from 'vitest';
import { CROSSING_KINDS, DIRECTIONS, GOODS_CLASSES } from '../shared/vocabulary';
import { TYPICAL_CLAIMS as claims } from '../testing/pass-arbitraries';
import { withLabel } from '../testing/pass-surgery';
import { flagsOf, goodsClassNumber, goodsClassOf, readFlags } from './flags';
import { decodePayload, LABEL } from './payload';

const read = (label: number, value: unknown) =>
  decodePayload(Uint8Array.from(withLabel(claims, label, value)));
const REFUSED = { ok: false, error: 'claims' };

test.each([1, 2, 3, 6, 8, 23, 24, 1000, -1, -15, -27, -255])('PS-6 unknown label %d is critical', (label) => {
  expect(read(label, 0)).toEqual(REFUSED);
});

test.each([0, -7, true, 'later', new Uint8Array(64)])(
  'PS-6 label -256 may be skipped with the value %j',
  (value) => {
    expect(read(-256, value)).toEqual({ ok: true, value: claims });
  },
);

test.each([null, 1.5, '', 'x'.repeat(65), new Uint8Array(65), [0], new Map(), 'a\u202eb'])(
  'PS-6 label -256 with the value %j refuses the pass',
  (value) => {
    expect(read(-256, value)).toEqual(REFUSED);
  },
);

const REQUIRED = [
  'notAfter',
  'notBefore',
  'passId',
  'revision',
  'flags',
  'gateNumber',
  'goodsClass',
  'plate',
] as const;
const isRequired = (name: string): boolean => REQUIRED.some((required) => required === name);
const labels = Object.entries(LABEL);

test.each(labels)('PS-7 %s: without it, with null, and with another type', (name, label) => {
  expect(read(label, undefined).ok).toBe(!isRequired(name));
  expect(read(label, null)).toEqual(REFUSED);
  expect(read(label, false)).toEqual(REFUSED);
  expect(read(label, [1])).toEqual(REFUSED);
  expect(read(label, -1)).toEqual(REFUSED);
});

test.each([
  ['notAfter', 0xffff_ffff, 0x1_0000_0000],
  ['revision', 0xffff, 0x1_0000],
  ['gateNumber', 0xffff, 0x1_0000],
  ['customsDeclaration', 99_999_999_999, 100_000_000_000],
  ['goodsClass', 5, 6],
  ['flags', 0b010111, 0b011000],
  ['plate', 'X'.repeat(64), 'X'.repeat(65)],
  ['driver', '桂'.repeat(21), '桂'.repeat(22)],
  ['passId', new Uint8Array(16), new Uint8Array(17)],
  ['holderKey', new Uint8Array(33), new Uint8Array(32)],
] as const)('PS-7 %s: the last legal value and the first beyond', (name, last, beyond) => {
  expect(read(LABEL[name], last).ok).toBe(true);
  expect(read(LABEL[name], beyond)).toEqual(REFUSED);
});

test('PS-7 flags and goods classes: every one has its own number and comes back, and the numbers stay', () => {
  const numbers = new Map<number, unknown>();
  for (const direction of DIRECTIONS) {
    for (const kind of CROSSING_KINDS) {
      for (const staticPrintAllowed of [false, true]) {
        const flags = { direction, kind, staticPrintAllowed };
        numbers.set(flagsOf(flags), flags);
        expect(readFlags(flagsOf(flags))).toEqual(flags);
      }
    }
  }
  expect([...numbers.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, at) => at));
  for (const value of [24, 63, 64, 2 ** 31, 2 ** 40, -1, 0.5, '1', null]) expect(readFlags(value)).toBeNull();
  expect(GOODS_CLASSES.map((one) => goodsClassOf(goodsClassNumber(one)))).toEqual([...GOODS_CLASSES]);
  // Printed passes carry them: a change here breaks every pass in circulation.
  expect(flagsOf({ direction: 'import', kind: 'new-vehicle', staticPrintAllowed: false })).toBe(21);
  expect(GOODS_CLASSES.map(goodsClassNumber)).toEqual([1, 0, 2, 3, 4, 5]);
});
