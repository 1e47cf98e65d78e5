import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Asker, allot } from './allot';
import { checkDraw, commitmentTo, type DrawProof, draw, drawOrder } from './draw';

const FIRMS = ['f1', 'f2', 'f3', 'f4'];
const askers = fc
  .uniqueArray(fc.integer({ min: 0, max: 9999 }), { maxLength: 40 })
  .chain((numbers) =>
    fc.tuple(...numbers.map((n) => fc.constantFrom(...FIRMS).map((firm) => ({ reference: `r${n}`, firm })))),
  );
const shares = fc.record(Object.fromEntries(FIRMS.map((firm) => [firm, fc.integer({ min: 0, max: 10 })])));
const seeds = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const ABOUT = 'HN export';
const check = (proof: DrawProof, seed = proof.seed) =>
  checkDraw(proof, { about: ABOUT, commitment: commitmentTo(seed) });
const made = (seed: string, entries: readonly Asker[], places: number, firmLeft: Record<string, number>) =>
  draw({ about: ABOUT, commitment: commitmentTo(seed), seed, places, entries: [...entries], firmLeft });

describe('SL the line', () => {
  test('SL-4 places go in order, none beyond what there are, no firm beyond its share, and nobody stays without a reason', () => {
    fc.assert(
      fc.property(askers, fc.nat({ max: 50 }), shares, (order, places, firmLeft) => {
        const { given, unserved } = allot(order, places, firmLeft);
        expect(given.length).toBeLessThanOrEqual(places);
        expect(given.length + unserved.length).toBe(order.length);
        for (const firm of FIRMS) {
          const ofFirm = order.filter((each) => each.firm === firm && given.includes(each.reference));
          expect(ofFirm.length).toBeLessThanOrEqual(firmLeft[firm] ?? 0);
        }
        const at = (reference: string) => order.findIndex((each) => each.reference === reference);
        // Whoever was passed over was passed over for the firm's share alone.
        for (const { reference, because } of unserved)
          if (because === 'no-place-left')
            for (const served of given) expect(at(served)).toBeLessThan(at(reference));
      }),
    );
  });
});

describe('SL the draw', () => {
  test('SL-6 anybody who makes it again gets the same, in whatever order the entries are listed', () => {
    fc.assert(
      fc.property(seeds, askers, fc.nat({ max: 50 }), shares, (seed, entries, places, firmLeft) => {
        const proof = made(seed, entries, places, firmLeft);
        expect(check(proof)).toBe('holds');
        expect(made(seed, entries.toReversed(), places, firmLeft).given).toEqual(proof.given);
        expect(JSON.parse(JSON.stringify(proof))).toEqual(proof);
      }),
    );
  });

  test('SL-6 a result, a seed, an entry or a share that was changed afterwards is found', () => {
    const entries = Array.from({ length: 12 }, (_, n) => ({ reference: `r${n}`, firm: FIRMS[n % 4] ?? '' }));
    const proof = made('ab'.repeat(32), entries, 5, { f1: 9, f2: 9, f3: 9, f4: 9 });
    expect(proof.given).toHaveLength(5);
    const [first = '', ...rest] = proof.given;
    const other = entries.find(({ reference }) => !proof.given.includes(reference))?.reference ?? '';
    const forged: readonly Partial<DrawProof>[] = [
      { given: [other, ...rest] },
      { given: [...rest, first] },
      { given: rest },
      { places: 4 },
      { firmLeft: { f1: 0, f2: 0, f3: 0, f4: 0 } },
    ];
    for (const change of forged) expect(check({ ...proof, ...change })).toBe('other-result');
    const otherSeed = 'cd'.repeat(32);
    expect(check({ ...proof, seed: otherSeed }, proof.seed)).toBe('other-seed');
    // A commitment that is changed with the seed is not the one that was published.
    const both = { ...made(otherSeed, entries, 5, proof.firmLeft), commitment: commitmentTo(otherSeed) };
    expect(check(both, proof.seed)).toBe('other-seed');
    // Nor is a draw made for another slot than the one it is shown for.
    const about = 'HN import';
    expect(check(draw({ ...proof, about }))).toBe('other-result');
  });

  test('SL-6 what firms are called in a draw changes nothing: there is nothing to try out once the seed is known', () => {
    fc.assert(
      fc.property(seeds, askers, (seed, entries) => {
        const renamed = entries.map(({ reference, firm }) => ({ reference, firm: `other ${firm}` }));
        const order = (list: readonly Asker[]) =>
          drawOrder(seed, ABOUT, list).map(({ reference }) => reference);
        expect(order(renamed)).toEqual(order(entries));
      }),
    );
  });

  test('SL-6 each of equals is drawn as often as any other, and one more entry shuffles everybody', () => {
    const entries = Array.from({ length: 10 }, (_, n) => ({ reference: `r${n}`, firm: 'f1' }));
    const wins = new Map<string, number>();
    for (let n = 0; n < 4000; n += 1)
      for (const { reference } of drawOrder(`seed ${n}`, 'HN', entries).slice(0, 3))
        wins.set(reference, (wins.get(reference) ?? 0) + 1);
    // 1200 each; five standard deviations are 145.
    for (const { reference } of entries)
      expect(Math.abs((wins.get(reference) ?? 0) - 1200)).toBeLessThan(145);
    const order = (list: readonly Asker[]) => drawOrder('seed', 'HN', list).map(({ reference }) => reference);
    const more = order([...entries, { reference: 'late', firm: 'f2' }]).filter((each) => each !== 'late');
    expect(more).not.toEqual(order(entries));
  });

  test('SL-5 a commitment fixes the seed and does not tell it', () => {
    fc.assert(
      fc.property(seeds, seeds, (one, other) => {
        expect(commitmentTo(one) === commitmentTo(other)).toBe(one === other);
        expect(commitmentTo(one)).not.toContain(one);
      }),
    );
  });
});
