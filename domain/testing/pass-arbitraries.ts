import * as fc from 'fast-check';
import type { PassClaims } from '../pass/claims';
import { shortenDriver } from '../pass/driver';
import { byteLength, toPlainText } from '../pass/plain-text';
import type { PassId } from '../shared/identity';
import { CROSSING_KINDS, DIRECTIONS, GOODS_CLASSES } from '../shared/vocabulary';

/** Claims as an issuer may make them: every field over its whole range, names in three scripts and worse. */

const HEX_DIGITS = [...'0123456789abcdef'];
export const passIdArbitrary: fc.Arbitrary<PassId> = fc
  .string({ unit: fc.constantFrom(...HEX_DIGITS), minLength: 32, maxLength: 32 })
  .map((text) => text as PassId);

const plainText = (unit: fc.Arbitrary<string>, maxBytes: number): fc.Arbitrary<string> =>
  fc
    .string({ unit, minLength: 1, maxLength: maxBytes })
    .map(toPlainText)
    .filter((text) => text !== '' && byteLength(text) <= maxBytes);

const identifier = fc.constantFrom(...'ABCDEFGHKLMNPRSTUVXYZ0123456789桂粤湘云挂港澳Đ-·. ');

export const driverArbitrary: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', 'Nguyễn Thị Hoàng Phương Anh', '王小明', 'Hoàng Văn A', 'Nông Đức', 'Đặng'),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

export const claimsArbitrary: fc.Arbitrary<PassClaims> = fc
  .record({
    passId: passIdArbitrary,
    revision: fc.nat(0xffff),
    window: fc.tuple(fc.nat(0xffff_ffff), fc.nat(0xffff_ffff)),
    gateNumber: fc.integer({ min: 1, max: 0xffff }),
    direction: fc.constantFrom(...DIRECTIONS),
    kind: fc.constantFrom(...CROSSING_KINDS),
    staticPrintAllowed: fc.boolean(),
    goodsClass: fc.constantFrom(...GOODS_CLASSES),
    driver: driverArbitrary.map(shortenDriver),
    binding: fc.record({
      plate: plainText(identifier, 24),
      trailer: fc.option(plainText(identifier, 24)),
      container: fc.option(plainText(identifier, 11)),
      seal: fc.option(plainText(identifier, 24)),
      customsDeclaration: fc.option(fc.nat(99_999_999_999).map((value) => String(value).padStart(11, '0'))),
    }),
  })
  .map(({ window: [a, b], ...rest }) => ({
    ...rest,
    notBefore: Math.min(a, b),
    notAfter: Math.max(a, b),
  }));

/** What a real pass says: a loaded export with trailer and container (the measured case of docs/protocols/pass.md). */
export const TYPICAL_CLAIMS: PassClaims = {
  passId: '019380f27c4a7bd39e51a4c6d8e0f213' as PassId,
  revision: 0,
  notBefore: 1_795_392_000,
  notAfter: 1_797_984_000,
  gateNumber: 1,
  direction: 'export',
  kind: 'loaded',
  staticPrintAllowed: true,
  goodsClass: 'perishable',
  driver: 'Hoàng Văn Thắng',
  binding: {
    plate: '51C12345',
    trailer: '51R01234',
    container: 'MSKU1234565',
    seal: null,
    customsDeclaration: '30712345678',
  },
};
