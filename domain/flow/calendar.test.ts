import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import {
  type CalendarRule,
  calendarRuleSchema,
  declaredBefore,
  openWindows,
  PUBLISHED_CALENDAR,
} from './calendar';
import { type Interval, overlap } from './intervals';
import type { Queue } from './queue';
import { clockOf, dateAfter, dateOf, HOME, instantOf, NEIGHBOUR } from './zones';

const HOUR = 3_600_000;
const HN: Queue = { gateId: gateIdSchema.parse('HN'), route: null, direction: 'export' };
const TT: Queue = { ...HN, gateId: gateIdSchema.parse('TT') };
const at = (date: string, clock: string) => instantOf(date, clock, HOME);
const day = (date: string): Interval => ({ from: at(date, '00:00'), to: at(dateAfter(date, 1), '00:00') });
const shown = (windows: readonly Interval[]) =>
  windows.map(({ from, to }) => `${clockOf(from, HOME)}-${clockOf(to, HOME)}`);
const rule = (over: object): CalendarRule =>
  calendarRuleSchema.parse({
    from: '2026-01-01',
    to: null,
    zone: HOME,
    effect: { kind: 'hours', windows: [{ from: '07:00', to: '20:00' }] },
    source: 'a test',
    ...over,
  });
const published = (queue: Queue, date: string) =>
  shown(openWindows(PUBLISHED_CALENDAR, queue, null, day(date)));

describe('FL calendar', () => {
  test('FL-9 the last hours that concern a day hold; closures take from them; an extension is hours of one day', () => {
    expect(published(HN, '2025-04-14')).toEqual(['07:00-20:00']);
    expect(published(HN, '2025-04-15')).toEqual(['10:00-16:30', '17:00-20:00']);
    expect(published(HN, '2025-04-16')).toEqual(['09:00-12:30', '14:00-20:00']);
    expect(published(HN, '2025-04-17')).toEqual(['09:00-13:00', '14:00-20:00']);
    expect(published(HN, '2024-02-11')).toEqual([]);
    const longer = rule({
      from: '2026-05-01',
      to: '2026-05-01',
      effect: { kind: 'hours', windows: [{ from: '06:00', to: '23:30' }] },
    });
    const open = openWindows([rule({}), longer], HN, null, {
      from: at('2026-04-30', '00:00'),
      to: at('2026-05-03', '00:00'),
    });
    expect(shown(open)).toEqual(['07:00-20:00', '06:00-23:30', '07:00-20:00']);
  });

  test('FL-10 all routes of a gate are closed only by what closes each of them; one class by rules of its own', () => {
    expect(published(TT, '2025-04-15')).toEqual(['07:00-20:00']);
    expect(published({ ...HN, route: '1119-1120' }, '2025-04-15')).toEqual(['10:00-16:30', '17:00-20:00']);
    const oneRoute = rule({
      routes: ['1119-1120'],
      effect: { kind: 'closed', windows: [{ from: '07:00', to: '20:00' }] },
    });
    const of = (queue: Queue) => shown(openWindows([rule({}), oneRoute], queue, null, day('2026-05-01')));
    expect(of(HN)).toEqual(['07:00-20:00']);
    expect(of({ ...HN, route: '1119-1120' })).toEqual([]);
    const fruit = rule({
      classes: ['perishable'],
      effect: { kind: 'hours', windows: [{ from: '05:00', to: '21:00' }] },
    });
    const ofClass = (goods: 'perishable' | 'ordinary') =>
      shown(openWindows([rule({}), fruit], HN, goods, day('2026-05-01')));
    expect(ofClass('perishable')).toEqual(['05:00-21:00']);
    expect(ofClass('ordinary')).toEqual(['07:00-20:00']);
  });

  test('FL-11 after Tết only vehicles declared before it, for four days', () => {
    const tet = instantOf('2024-02-10', '00:00', HOME);
    expect(declaredBefore(PUBLISHED_CALENDAR, HN, at('2024-02-14', '08:00'))).toBe(tet);
    expect(declaredBefore(PUBLISHED_CALENDAR, HN, at('2024-02-17', '23:59'))).toBe(tet);
    expect(declaredBefore(PUBLISHED_CALENDAR, HN, at('2024-02-18', '00:00'))).toBeNull();
    expect(published(HN, '2024-02-14')).toEqual(['07:00-20:00']);
  });

  test('FL-12 hours hold in the clock they were said in, past midnight too, and both clocks can be shown', () => {
    const theirs = rule({
      zone: NEIGHBOUR,
      effect: { kind: 'hours', windows: [{ from: '08:00', to: '20:00' }] },
    });
    expect(shown(openWindows([theirs], HN, null, day('2026-05-01')))).toEqual(['07:00-19:00']);
    const night = rule({ effect: { kind: 'hours', windows: [{ from: '22:00', to: '26:00' }] } });
    expect(shown(openWindows([night], HN, null, day('2026-05-01')))).toEqual(['00:00-02:00', '22:00-00:00']);
    const early = rule({
      zone: NEIGHBOUR,
      effect: { kind: 'hours', windows: [{ from: '00:00', to: '01:00' }] },
    });
    expect(shown(openWindows([early], HN, null, day('2026-05-01')))).toEqual(['23:00-00:00']);
    const noon = at('2026-05-01', '23:30');
    expect([clockOf(noon, HOME), clockOf(noon, NEIGHBOUR), dateOf(noon, NEIGHBOUR)]).toEqual([
      '23:30',
      '00:30',
      '2026-05-02',
    ]);
  });

  test('FL-12 asked in pieces a calendar gives the same open time as asked at once, wherever it is cut', () => {
    const start = at('2025-04-12', '00:00');
    const instant = fc.integer({ min: start, max: start + 8 * 24 * HOUR });
    let cutOpen = 0;
    fc.assert(
      fc.property(instant, instant, instant, fc.constantFrom(HN, TT), (a, b, c, queue) => {
        const [from = 0, cut = 0, to = 0] = [a, b, c].sort((x, y) => x - y);
        const openMs = (stretch: Interval) =>
          overlap(openWindows(PUBLISHED_CALENDAR, queue, null, stretch), stretch);
        expect(openMs({ from, to: cut }) + openMs({ from: cut, to })).toBe(openMs({ from, to }));
        cutOpen += Number(
          openWindows(PUBLISHED_CALENDAR, queue, null, { from: cut, to: cut + 1 }).length > 0,
        );
      }),
      { numRuns: 300 },
    );
    expect(cutOpen).toBeGreaterThan(50);
  });
});
