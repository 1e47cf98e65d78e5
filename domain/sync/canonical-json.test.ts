import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryScene } from '../testing/arbitrary-events';
import { canonicalJson, sameJson } from './canonical-json';
import { hashedText } from './chain';
import type { GateEvent } from './event';

test('EV-2 the hashed text is the canonical JSON of the event without its hash, in whatever order its members stand', () => {
  fc.assert(
    fc.property(arbitraryScene, ({ events }) => {
      for (const event of events) {
        const { hash: _, ...unhashed } = event;
        const backwards = Object.fromEntries(Object.entries(event).reverse()) as GateEvent;
        expect(hashedText(event)).toBe(canonicalJson(unhashed));
        expect(hashedText(unhashed)).toBe(canonicalJson(unhashed));
        expect(hashedText(backwards)).toBe(canonicalJson(unhashed));
      }
    }),
    { numRuns: 50 },
  );
  // A member that another version has, or one that is missing, changes nothing in how it is written.
  const strange = { v: 1, more: [1], actor: undefined } as unknown as GateEvent;
  expect(hashedText(strange)).toBe('{"more":[1],"v":1}');
});

test('EV-2 two values are the same exactly when their canonical JSON is', () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      expect(sameJson(a, JSON.parse(JSON.stringify(a)))).toBe(true);
    }),
  );
  const pairs: readonly (readonly [unknown, unknown, boolean])[] = [
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: null }, false],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [[1, undefined], [1, null], true],
    [0, -0, true],
    [[], {}, false],
    [null, {}, false],
  ];
  for (const [a, b, same] of pairs) {
    expect([a, b, sameJson(a, b)]).toEqual([a, b, same]);
    expect([b, a, sameJson(b, a)]).toEqual([b, a, same]);
  }
});
