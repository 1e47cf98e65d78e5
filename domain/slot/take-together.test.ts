import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SlotStand, takeTogether } from './take-together';

const SLOTS = ['08', '09', '10'];
const FIRMS = ['a', 'b', 'c'];
const stands = fc
  .tuple(...SLOTS.map(() => fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 8 }), fc.boolean())))
  .map(
    (rows) =>
      new Map(
        rows.map(([a, b, isWaitedFor], n): [string, SlotStand] => [
          SLOTS[n] ?? '',
          { released: Math.max(a, b), booked: Math.min(a, b), isWaitedFor },
        ]),
      ),
  );
const seekers = fc.array(
  fc
    .record({ slot: fc.constantFrom(...SLOTS), firm: fc.constantFrom(...FIRMS), wait: fc.boolean() })
    .map(({ slot, firm, wait }) => ({ slot, share: `${slot} ${firm}`, wait })),
  { maxLength: 40 },
);
const shareOf = (most: number) =>
  new Map(SLOTS.flatMap((slot) => FIRMS.map((firm): [string, number] => [`${slot} ${firm}`, most])));

test('SL-12 together they take no more than is free, no firm more than its share, each its own number', () => {
  fc.assert(
    fc.property(stands, seekers, fc.nat({ max: 5 }), (slots, all, most) => {
      const found = takeTogether(all, slots, shareOf(most));
      for (const [slot, { released, booked, isWaitedFor }] of slots) {
        const numbers = found.flatMap((each, n) =>
          each.kind === 'taken' && all[n]?.slot === slot ? [each.nth] : [],
        );
        expect(numbers).toEqual(numbers.map((_, n) => booked + 1 + n));
        expect(booked + numbers.length).toBeLessThanOrEqual(released);
        if (isWaitedFor) expect(numbers).toEqual([]);
        for (const firm of FIRMS)
          expect(
            found.filter((each, n) => each.kind === 'taken' && all[n]?.share === `${slot} ${firm}`).length,
          ).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test('SL-12 pressing together is the same as pressing one after the other', () => {
  fc.assert(
    fc.property(stands, seekers, fc.nat({ max: 5 }), (slots, all, most) => {
      const left = shareOf(most);
      const stand = new Map(slots);
      const single = all.map((seeker) => {
        const [found] = takeTogether([seeker], stand, left);
        const of = stand.get(seeker.slot);
        if (found?.kind === 'taken' && of !== undefined) {
          stand.set(seeker.slot, { ...of, booked: of.booked + 1 });
          left.set(seeker.share, (left.get(seeker.share) ?? 0) - 1);
        }
        return found;
      });
      expect(takeTogether(all, slots, shareOf(most))).toEqual(single);
    }),
  );
});
