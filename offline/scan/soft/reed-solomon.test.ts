import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mendBlock } from './reed-solomon';

/** A multiple of the generator polynomial, made by its own small arithmetic, is a block without errors. */
function blockOf(content: readonly number[], correction: number): Uint8Array {
  const times = (a: number, b: number): number => {
    let [product, x, y] = [0, a, b];
    for (; y > 0; y >>= 1) {
      if (y & 1) product ^= x;
      x = (x << 1) ^ (x & 128 ? 0x11d : 0);
    }
    return product;
  };
  let generator = [1];
  let root = 1;
  for (let power = 0; power < correction; power += 1) {
    const longer = [...generator, 0];
    for (const [at, value] of generator.entries())
      longer[at + 1] = (longer[at + 1] ?? 0) ^ times(value, root);
    generator = longer;
    root = times(root, 2);
  }
  const rest = [...content, ...new Array<number>(correction).fill(0)];
  for (let at = 0; at < content.length; at += 1) {
    const factor = rest[at] ?? 0;
    for (const [i, value] of generator.entries()) rest[at + i] = (rest[at + i] ?? 0) ^ times(value, factor);
  }
  return Uint8Array.from([...content, ...rest.slice(content.length)]);
}

const contents = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 10, maxLength: 116 });

test('OF-80 errors and erasures within the correction are mended exactly', () => {
  fc.assert(
    fc.property(
      contents,
      fc.constantFrom(18, 24, 30),
      fc.array(fc.nat(), { maxLength: 40 }),
      fc.nat(30),
      (content, correction, places, erased) => {
        const sent = blockOf(content, correction);
        const distinct = [...new Set(places.map((place) => place % sent.length))];
        const erasures = distinct.slice(0, Math.min(erased, correction));
        const errors = distinct.slice(
          erasures.length,
          erasures.length + ((correction - erasures.length) >> 1),
        );
        const received = sent.slice();
        for (const place of [...erasures, ...errors])
          received[place] = (received[place] ?? 0) ^ (1 + (place % 255));
        const mended = mendBlock(received, correction, erasures);
        expect(mended?.block).toEqual(sent);
        expect(mended?.errors).toBe(errors.length);
      },
    ),
    { numRuns: 300 },
  );
});
