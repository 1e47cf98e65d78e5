import { describe, expect, test } from 'vitest';
import { callOf } from '../testing/build-call';
import { crossingNo, MINUTE, MORNING } from '../testing/build-events';
import { situation, standing } from '../testing/build-situation';
import { keptBackOf } from './approval';
import { calendarRuleSchema } from './calendar';
import { decide } from './decide';
import { isDeclaredLate, mayGoFrom } from './declared-late';
import { queueOf } from './limit-rules';
import { queuePicture } from './queue-picture';
import { dateAfter, dateOf, HOME, instantOf } from './zones';

const HOUR = 60 * MINUTE;
const today = dateOf(MORNING, HOME);
/** Today and tomorrow only who was declared before today. */
const rule = (over: object = {}) =>
  calendarRuleSchema.parse({
    from: today,
    to: dateAfter(today, 1),
    zone: HOME,
    effect: { kind: 'declared-before', date: today },
    source: 'a test',
    ...over,
  });
const { content } = situation();
const under = (over: object = {}) => ({ ...content, calendar: [...content.calendar, rule(over)] });
const begins = instantOf(today, '00:00', HOME);
const ends = begins + 48 * HOUR;
const [early, late] = [{ declaredAt: begins - 1 }, { declaredAt: begins }];
const there = [standing(0, late), standing(1, early), standing(2, late), standing(3, early)];
const called = (of: typeof content, now = MORNING) => {
  const { order, mayGo } = decide(situation({ standing: there, content: of, now }));
  return order.slice(0, mayGo).map(({ crossingId }) => crossingId);
};

describe('FL declared before', () => {
  test('FL-11 on such a day only who was declared before is called, and who is kept by it is told so', () => {
    expect(called(content)).toHaveLength(4);
    expect(called(under())).toEqual([crossingNo(1), crossingNo(3)]);
    expect(called(under(), ends + 9 * HOUR)).toHaveLength(4);
    expect(called(under({ classes: ['ordinary'] }))).toHaveLength(4);
    const { line, batch } = queuePicture(situation({ standing: there, content: under() }));
    expect(new Map(line.map(({ crossingId, kept }) => [crossingId, kept]))).toEqual(
      new Map([
        [crossingNo(1), null],
        [crossingNo(3), null],
        [crossingNo(0), 'declared-late'],
        [crossingNo(2), 'declared-late'],
      ]),
    );
    expect(batch).toEqual({ size: 2, limitedBy: 'declared-late', mayGo: 2 });
    expect(decide(situation({ standing: [standing(0, late)], content: under() })).batch).toEqual({
      size: 0,
      limitedBy: 'declared-late',
    });
  });

  test('FL-11 nobody who could be there in such days has a time in them for which it was declared too late', () => {
    const coming = standing(4, {
      ...late,
      stage: 'declared',
      arrivedAt: null,
      plannedAt: MORNING + 26 * HOUR,
    });
    const { live, behindMinutes } = decide(
      situation({
        standing: [standing(0, { ...late, plannedAt: MORNING - HOUR }), coming],
        content: under(),
      }),
    );
    for (const at of live.liveAt.values()) expect(at).toBeGreaterThanOrEqual(ends);
    // That is not the line being late.
    expect(behindMinutes).toBeNull();
    const queue = queueOf(situation());
    const goods = { goods: 'perishable' } as const;
    expect(mayGoFrom(under().calendar, queue, { ...goods, ...late }, MORNING)).toBe(ends);
    expect(mayGoFrom(under().calendar, queue, { ...goods, ...early }, MORNING)).toBe(MORNING);
    expect(isDeclaredLate(under().calendar, queue, { ...goods, declaredAt: null }, MORNING)).toBe(false);
  });

  test('FL-26 who was declared too late for a rule that was saved since is kept back by it when a call is approved', () => {
    const ids = there.map(({ crossingId }) => crossingId);
    const call = callOf(1, ids, MORNING - MINUTE, { large: true });
    expect([...keptBackOf(situation({ standing: there, content: under() }), call)]).toEqual([
      [crossingNo(0), 'declared-late'],
      [crossingNo(2), 'declared-late'],
    ]);
  });
});
