import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { driverArbitrary } from '../testing/pass-arbitraries';
import { DRIVER_MAX_BYTES, shortenDriver } from './driver';
import { byteLength, isPlainText } from './plain-text';

/** Shared cores: slow is not wrong. */
vi.setConfig({ testTimeout: 60_000 });

test.each([
  ['Nông Đức', 'Nông Đức'],
  ['  Nông \t Đức ', 'Nông Đức'],
  ['Nguyễn Văn Thanh Khoa', 'Nguyễn Văn Thanh Khoa'],
  ['Nguyễn Văn Thanh Tuấn', 'Nguyễn V Thanh Tuấn'],
  ['Nguyễn Thị Hoàng Phương Anh', 'Nguyễn T H P Anh'],
  ['Hoàng'.normalize('NFD'), 'Hoàng'],
  ['王小明', '王小明'],
  ['阿卜杜热西提阿卜杜拉', '阿卜杜热西提阿卜'],
  ['Konstantinopolitanischer Dudelsack', 'K Dudelsack'],
  ['A\u202eB\u0000C', 'ABC'],
  ['\ud800', ''],
  ['', ''],
])('PS-8 %j becomes %j', (name, short) => {
  expect(shortenDriver(name)).toBe(short);
});

test('PS-8 any name fits, may stand on a pass, and is not shortened twice', () => {
  fc.assert(
    fc.property(fc.oneof(driverArbitrary, fc.string({ unit: 'binary' })), (name) => {
      const short = shortenDriver(name);
      expect(byteLength(short)).toBeLessThanOrEqual(DRIVER_MAX_BYTES);
      expect(short === '' || isPlainText(short)).toBe(true);
      expect(shortenDriver(short)).toBe(short);
    }),
    { numRuns: 1000 },
  );
});
