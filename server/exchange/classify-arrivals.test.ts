import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { crossingIdSchema } from '@/domain/shared/identity';
import { FakeTablet } from '../testing/fake-tablet';
import { HN, MORNING } from '../testing/gate-house';
import { holeOf, standingAfter } from './acknowledgement';
import { classifyArrivals, type Held } from './classify-arrivals';

const crossing = crossingIdSchema.parse(uuidv7());
const tablet = new FakeTablet(HN, 'border-guard', MORNING);
for (let n = 0; n < 12; n++) tablet.confirm(crossing, 'called');
const nothing: Held = {
  gateId: HN,
  device: tablet.id,
  agency: tablet.agency,
  hashes: new Map(),
  ids: new Map(),
};

test('whatever is sent, there is one verdict per thing, in order, and no throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.anything(), fc.constantFrom(...tablet.events)), { maxLength: 20 }),
      (sent) => {
        const arrivals = classifyArrivals(nothing, 1, sent);
        expect(arrivals).toHaveLength(sent.length);
      },
    ),
  );
});

test('a flipped character anywhere in an event is never applied as it is', () => {
  const [, event] = tablet.events;
  const text = JSON.stringify(event);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: text.length - 2 }),
      fc.constantFrom('0', 'a', 'x', ' ', '"', '9'),
      (at, other) => {
        const flipped = text.slice(0, at) + other + text.slice(at + 1);
        let sent: unknown;
        try {
          sent = JSON.parse(flipped);
        } catch {
          return;
        }
        const [arrival] = classifyArrivals(nothing, 2, [sent]);
        if (arrival?.kind === 'applied') expect(arrival.event).toEqual(event);
      },
    ),
  );
});

test('with poison in any places, every sound event is applied and the acknowledgement covers all (invariant 8)', () => {
  fc.assert(
    fc.property(fc.subarray([...tablet.events.keys()]), (poisoned) => {
      const sent = tablet.events.map((event, at) => (poisoned.includes(at) ? { broken: at } : event));
      const arrivals = classifyArrivals(nothing, 1, sent);
      expect(arrivals.map((arrival) => arrival.kind)).toEqual(
        sent.map((_, at) => (poisoned.includes(at) ? 'quarantined' : 'applied')),
      );
      expect(arrivals.map((arrival) => arrival.seq)).toEqual(sent.map((_, at) => at + 1));
    }),
  );
});

test('the acknowledgement never passes a hole and does not depend on how the numbers came in', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 30 }));
  fc.assert(
    fc.property(numbers, fc.infiniteStream(fc.boolean()), (received, cuts) => {
      let standing = { ackSeq: 0, maxSeq: 0 };
      const all: number[] = [];
      let batch: number[] = [];
      for (const seq of received) {
        all.push(seq);
        batch.push(seq);
        if (!cuts.next().value) continue;
        standing = standingAfter(standing, holeOf(standing) === null ? batch : all);
        batch = [];
      }
      standing = standingAfter(standing, all);
      let contiguous = 0;
      while (received.includes(contiguous + 1)) contiguous++;
      expect(standing).toEqual({ ackSeq: contiguous, maxSeq: Math.max(0, ...received) });
      expect(holeOf(standing)).toBe(contiguous < Math.max(0, ...received) ? contiguous + 1 : null);
    }),
  );
});
