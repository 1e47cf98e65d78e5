import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { decodeCbor, encodeCbor } from './deterministic-cbor';

/** Shared cores: slow is not wrong. */
vi.setConfig({ testTimeout: 60_000 });

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

test.each([
  ['1800', 'number in long form'],
  ['190017', 'number in longer form'],
  ['3800', 'negative number in long form'],
  ['5803010203', 'length in long form'],
  ['9fff', 'indefinite array'],
  ['bfff', 'indefinite map'],
  ['5f4101ff', 'indefinite bytes'],
  ['7f6161ff', 'indefinite text'],
  ['ff', 'break alone'],
  ['a2010a010b', 'duplicate key'],
  ['a220010102', 'keys not sorted'],
  ['a2616101410102', 'text key before bytes key'],
  ['f93c00', 'float that is an integer'],
  ['fb3ff8000000000000', 'float in long form'],
  ['f97e00', 'NaN'],
  ['f97c00', 'infinity'],
  ['f7', 'undefined'],
  ['c074323032362d31312d32335430303a30303a30305a', 'tag'],
  ['1bffffffffffffffff', 'integer beyond 2^53'],
  ['62c328', 'text that is not UTF-8'],
  ['63efbbbf', 'byte order mark'],
  ['63eda080', 'lone surrogate'],
  ['0000', 'bytes left over'],
  ['8201', 'array cut short'],
  ['', 'nothing'],
])('PS-5 refused: %s, %s', (bytes) => {
  expect(decodeCbor(hex(bytes))).toEqual({ ok: false, error: 'cbor' });
});

test('PS-5 keys stand in bytewise order of their encoding: positive, then negative by size, as RFC 8949 has it', () => {
  const labels = new Map([-26, -25, -24, -16, 7, 4].map((label) => [label, 0]));
  expect(Buffer.from(encodeCbor(labels)).toString('hex')).toBe(
    'a604000700' + '2f00' + '3700' + '381800' + '381900',
  );
});

test('PS-5 any bytes that are read are the bytes that would be written', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.jsonValue({ maxDepth: 3 }).map((value) => encodeCbor(value)),
  );
  let read = 0;
  fc.assert(
    fc.property(bytes, (candidate) => {
      const decoded = decodeCbor(candidate);
      if (!decoded.ok) return;
      read += 1;
      expect(encodeCbor(decoded.value)).toEqual(Uint8Array.from(candidate));
    }),
    { numRuns: 2000 },
  );
  expect(read).toBeGreaterThan(500);
});
