import { describe, expect, test } from 'vitest';
import { hourOf } from '../slot/slot';
import { slotOutlook } from '../slot/slot-outlook';
import { MINUTE, MORNING } from '../testing/build-events';
import { situation, standing } from '../testing/build-situation';
import { calendarRuleSchema } from './calendar';
import { decide } from './decide';
import { goodsOf } from './order-class';
import { queuePicture } from './queue-picture';
import { dateOf, HOME } from './zones';

const HOUR = 60 * MINUTE;
/** 07:00, when the gate opens. */
const OPENING = MORNING - 2 * HOUR;
const today = dateOf(MORNING, HOME);
const fruit = (kind: 'closed' | 'hours', from: string, to: string) =>
  calendarRuleSchema.parse({
    classes: ['perishable'],
    from: today,
    to: today,
    zone: HOME,
    effect: { kind, windows: [{ from, to }] },
    source: 'a test',
  });
const under = (...rules: readonly ReturnType<typeof fruit>[]) => {
  const { content } = situation();
  return { ...content, calendar: [...content.calendar, ...rules] };
};
const mixed = [
  ...Array.from({ length: 4 }, (_, n) => standing(n)),
  ...Array.from({ length: 3 }, (_, n) => standing(10 + n, { goods: 'ordinary' })),
];
const called = (over: Parameters<typeof situation>[0]) => {
  const { order, mayGo } = decide(situation({ standing: mixed, ...over }));
  return order.slice(0, mayGo).map((each) => goodsOf(each.class));
};

describe('FL a calendar for one class', () => {
  test('FL-10 a class whose own windows are shut is not called while the others are, and the calendar is named', () => {
    const content = under(fruit('closed', '08:00', '18:00'));
    expect(called({ content })).toEqual(['ordinary', 'ordinary', 'ordinary']);
    expect(called({ content, now: MORNING + 9 * HOUR })).toHaveLength(7);
    expect(called({ content: under(fruit('hours', '10:00', '20:00')) })).toHaveLength(3);
    const alone = queuePicture(situation({ standing: mixed.slice(0, 4), content }));
    expect(alone.batch).toEqual({ size: 0, limitedBy: 'class-calendar', mayGo: 0 });
    const { line } = queuePicture(situation({ standing: mixed, content }));
    expect(line.slice(3).map(({ because }) => because)).toEqual(
      Array.from({ length: 4 }, () => ({
        code: 'class-limited',
        class: 'perishable',
        perHour: 0,
        by: 'calendar',
      })),
    );
  });

  test('FL-10 before an opening the first are called as ever, but for a class to which the gate does not open then', () => {
    const early = { now: OPENING - 10 * MINUTE };
    expect(called({ ...early, content: under(fruit('closed', '12:00', '18:00')) })).toHaveLength(7);
    expect(called({ ...early, content: under(fruit('closed', '06:30', '06:55')) })).toHaveLength(7);
    expect(called({ ...early, content: under(fruit('hours', '09:00', '20:00')) })).toHaveLength(3);
    expect(decide(situation({ standing: mixed, ...early, content: under() })).batch.size).toBeGreaterThan(0);
    // At night, when nobody may go, no rule of a class is what keeps it back.
    expect(
      called({ now: MORNING + 12 * HOUR, content: under(fruit('closed', '08:00', '23:59')) }),
    ).toHaveLength(7);
  });

  test('FL-10 no hour in which the calendar shuts a class out gives it a slot or a live time', () => {
    const content = under(fruit('closed', '10:00', '12:00'));
    const given = situation({
      content,
      standing: Array.from({ length: 60 }, (_, n) => standing(n, { plannedAt: MORNING + n * MINUTE })),
    });
    const shut = [1, 2].map((n) => hourOf(MORNING) + n * HOUR);
    const times = [...decide(given).live.liveAt.values()].map(hourOf);
    expect(times.filter((at) => shut.includes(at))).toEqual([]);
    expect(times).toContain(shut[0] === undefined ? null : shut[0] + 2 * HOUR);
    const { capacities } = slotOutlook(situation({ content }));
    const slots = (goods: 'perishable' | 'other') =>
      capacities.filter((each) => each.class === goods && shut.includes(each.hourStart));
    expect(slots('perishable')).toMatchObject(shut.map(() => ({ capacity: 0, limitedBy: 'class-calendar' })));
    expect(slots('other').every(({ capacity }) => capacity > 0)).toBe(true);
  });
});
