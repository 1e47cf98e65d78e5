import { describe, expect, test } from 'vitest';
import { callOf } from '../testing/build-call';
import { crossingNo, MINUTE, MORNING } from '../testing/build-events';
import { situation, standing } from '../testing/build-situation';
import { keptBackOf } from './approval';
import type { CallUpFact } from './call-up';
import type { Call } from './calls';
import { decide } from './decide';
import { leverSchema } from './levers';

const HOUR = 60 * MINUTE;
const ids = (from: number, count: number) => Array.from({ length: count }, (_, n) => crossingNo(from + n));
const { content } = situation();
const limited = (perHour: number) => ({
  ...content,
  levers: [leverSchema.parse({ class: 'perishable', from: 0, to: null, perHour, reason: 'x' })],
});

describe('FL a large call', () => {
  test('FL-22 a lever counts a call from when it was sent: of a large one by its approval, while it waits by its proposal', () => {
    const yard = ids(100, 10).map((_, n) => standing(100 + n));
    const mayGo = (call: Call) =>
      decide(situation({ standing: yard, content: limited(6), calls: [call] })).mayGo;
    const old = MORNING - 2 * HOUR;
    expect(mayGo(callOf(1, ids(0, 4), old, { large: true, approvedAt: MORNING - 10 * MINUTE }))).toBe(2);
    expect(mayGo(callOf(1, ids(0, 4), old, { large: true, approvedAt: MORNING - 70 * MINUTE }))).toBe(6);
    expect(mayGo(callOf(1, ids(0, 4), MORNING - 10 * MINUTE, { large: true }))).toBe(2);
    expect(mayGo(callOf(1, ids(0, 4), old))).toBe(6);
  });

  test('FL-26 whom the rules let go no more when it is approved is kept back, each for its own reason', () => {
    const call = callOf(1, ids(0, 6), MORNING - 20 * MINUTE, { large: true });
    const other = callOf(2, ids(50, 1), MORNING - 30 * MINUTE);
    const there = [
      standing(0),
      standing(1, { held: true }),
      standing(2, { stage: 'called' }),
      standing(3),
      standing(4),
      // The fifth has gone altogether.
    ];
    const kept = (over: Parameters<typeof situation>[0] = {}) => [
      ...keptBackOf(situation({ standing: there, calls: [other, call], ...over }), call),
    ];
    const gone = [
      [crossingNo(1), 'on-hold'],
      [crossingNo(2), 'not-waiting'],
      [crossingNo(5), 'not-waiting'],
    ];
    // The call that waits is no reason against itself.
    expect(kept({ content: limited(4) })).toEqual(gone);
    expect(kept({ content: limited(3) })).toEqual([
      ...gone.slice(0, 2),
      [crossingNo(4), 'class-limit'],
      gone[2],
    ]);
    expect(kept({ content: limited(0) }).filter(([, why]) => why === 'class-limit')).toHaveLength(3);
    // Whom a person took back while it waited is not asked about.
    const back: CallUpFact = { kind: 'recalled', at: MORNING, by: 'a', reason: 'x', crossingIds: ids(0, 5) };
    expect([...keptBackOf(situation(), { ...call, facts: [...call.facts, back] })]).toEqual([gone[2]]);
  });
});
