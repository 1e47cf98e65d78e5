import { encodePass } from '@/domain/pass/encode-pass';
import { passIdSchema } from '@/domain/shared/identity';
import { TYPICAL_CLAIMS } from '@/domain/testing/pass-arbitraries';
import { testKey } from '@/domain/testing/pass-keys';
import { type Chance, chanceOf } from './chance';

const DRIVERS = [
  'Hoàng Văn Thắng',
  'Nông Đức',
  'Nguyễn Thị Hoàng Phương Anh',
  '王小明',
  'Lý A Páo',
  'Vi Văn Ba',
];

const digits = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => chance.whole(10)).join('');

/** Signed passes as an issuer makes them, one per burst: full, without container, Chinese, empty. */
export async function passesOf(seed: number, count: number): Promise<readonly string[]> {
  const key = testKey(1);
  return Promise.all(
    Array.from({ length: count }, (_, at) => {
      const chance = chanceOf(seed * 7919 + at);
      const chinese = chance.next() < 0.3;
      const hex = Array.from({ length: 32 }, () => chance.whole(16).toString(16)).join('');
      const claims = {
        ...TYPICAL_CLAIMS,
        passId: passIdSchema.parse(hex),
        revision: chance.whole(3),
        driver: DRIVERS[chance.whole(DRIVERS.length)] ?? '',
        binding: {
          plate: chinese ? `桂F${digits(chance, 5)}` : `${12 + chance.whole(80)}C${digits(chance, 5)}`,
          trailer: chance.next() < 0.7 ? `${12 + chance.whole(80)}R${digits(chance, 5)}` : null,
          container: chance.next() < 0.5 ? 'MSKU1234565' : null,
          seal: chance.next() < 0.4 ? `VN${digits(chance, 6)}` : null,
          customsDeclaration: chance.next() < 0.8 ? `30${digits(chance, 9)}` : null,
        },
      };
      return encodePass(claims, key.kid, key.sign);
    }),
  );
}
