import { describe, expect, test } from 'vitest';
import { callOf } from '../testing/build-call';
import { crossingNo, MINUTE, MORNING } from '../testing/build-events';
import { situation, standing } from '../testing/build-situation';
import type { CallUpFact } from './call-up';
import type { Call } from './calls';
import { decide } from './decide';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const absent = Array.from({ length: 6 }, (_, n) => standing(n, { stage: 'called' }));
const ids = absent.map(({ crossingId }) => crossingId);
const yard = Array.from({ length: 10 }, (_, n) => standing(100 + n));
const { content } = situation();
/** A gate with room for six. */
const small = {
  ...content,
  yards: content.yards.map((each) => ({ ...each, places: each.kind === 'inside' ? 6 : each.places })),
};
const decided = (calls: readonly Call[]) => {
  const { out, batch } = decide(situation({ standing: [...absent, ...yard], content: small, calls }));
  return [out, batch.size];
};

describe('FL under way', () => {
  test('FL-25 six who were called weeks ago and have not come do not stop a small gate; those called now do', () => {
    expect(decided([callOf(1, ids, MORNING - 5 * MINUTE)])).toEqual([6, 0]);
    expect(decided([callOf(1, ids, MORNING - 20 * DAY)])).toEqual([0, 6]);
    // Nine of ten are there after forty minutes, and an hour late is in time.
    expect(decided([callOf(1, ids, MORNING - 100 * MINUTE)])).toEqual([6, 0]);
    expect(decided([callOf(1, ids, MORNING - 101 * MINUTE)])).toEqual([0, 6]);
  });

  test('FL-25 the newest call counts; who said that it comes is waited for a day; a tick without a call stays under way', () => {
    const old = callOf(1, ids, MORNING - 20 * DAY);
    expect(decided([callOf(2, ids.slice(0, 2), MORNING - 5 * MINUTE), old])).toEqual([2, 4]);
    const said = (at: number): Call => {
      const call = callOf(1, ids, at);
      const facts = ids.map(
        (crossingId): CallUpFact => ({ kind: 'acknowledged', at, crossingId, by: 'driver' }),
      );
      return { ...call, facts: [...call.facts, ...facts] };
    };
    expect([decided([said(MORNING - 20 * HOUR)]), decided([said(MORNING - 25 * HOUR)])]).toEqual([
      [6, 0],
      [0, 6],
    ]);
    expect(decided([callOf(1, [crossingNo(50)], MORNING - 20 * DAY)])).toEqual([6, 0]);
    const ticked = absent.map((each) => ({ ...each, stageSince: MORNING - 25 * HOUR }));
    expect(decide(situation({ standing: ticked, content: small })).out).toBe(0);
    // A call that is not sent yet calls nobody.
    expect(decided([callOf(2, ids, MORNING - 5 * MINUTE, { large: true }), old])).toEqual([0, 6]);
  });
});
