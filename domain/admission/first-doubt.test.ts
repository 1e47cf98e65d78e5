import fc from 'fast-check';
import { expect, test } from 'vitest';
import { subset } from '../crossing/event-set';
import { fold } from '../crossing/fold';
import { contextArbitrary, genuineArbitrary } from '../testing/admission-arbitraries';
import { arbitraryScene } from '../testing/arbitrary-events';
import { decide } from './decide';
import { firstDoubt, isInPlace } from './first-doubt';

test('AD-18 before the first doubt a crossing is neither held nor ended, in whatever order it was told', () => {
  const seen = { calm: 0, doubtful: 0, held: 0, ended: 0 };
  fc.assert(
    fc.property(arbitraryScene, ({ process, events }) => {
      const doubt = firstDoubt(process, events);
      for (const { hlc } of events) {
        const { hold, ended } = fold(
          process,
          subset(events, (one) => one.hlc < hlc),
        );
        if (hold !== null) seen.held += 1;
        if (ended !== null) seen.ended += 1;
        if (doubt !== null && hlc > doubt) seen.doubtful += 1;
        else {
          seen.calm += 1;
          expect({ hold, ended }).toEqual({ hold: null, ended: null });
        }
      }
    }),
    { numRuns: 400 },
  );
  // A sample in which nothing is ever held, ended or calm would prove nothing.
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(100);
});

test('AD-18 of a pass in place, neither held nor ended, nothing but the pass itself and its use is refused', () => {
  const seen = { proceed: 0, refuse: 0, elsewhere: 0 };
  fc.assert(
    fc.property(genuineArbitrary, contextArbitrary, (judged, context) => {
      if (judged.kind !== 'verify' || judged.outcome.kind !== 'genuine') return;
      const { claims } = judged.outcome.pass;
      const { crossing } = context;
      const free = crossing === null ? null : { ...crossing, hold: null, ended: null };
      const here = { ...context, crossing: free, gateNumber: claims.gateNumber };
      if (!isInPlace(claims, here)) {
        seen.elsewhere += 1;
        return;
      }
      const { verdict, code } = decide(judged, here);
      if (verdict !== 'refuse') seen.proceed += 1;
      else {
        seen.refuse += 1;
        expect(['PS-REV', 'PS-OLD', 'AD-USED']).toContain(code);
      }
    }),
    { numRuns: 5000 },
  );
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(50);
});
