import { describe, expect, test } from 'vitest';
import { gateById } from '../gate/gates';
import { undoVersion } from '../shared/versions';
import { type CalendarRule, openWindows, PUBLISHED_CALENDAR } from './calendar';
import { comparePlans } from './compare-plans';
import { drawWeek, extendToday, isOfGate, queuesOf } from './edit-calendar';
import type { PlanContent, PlanVersion } from './flow-plan';
import { hoursUnder } from './preview-plan';
import { defaultRatio } from './ratios';

/** 26 November 2026, 10:00 in Hà Nội. */
const NOW = Date.UTC(2026, 10, 26, 3);
const HOUR = 3_600_000;
const found = gateById('HN');
if (found === null) throw new Error('no gate');
const gate = found;
const [queue] = queuesOf(gate);
if (queue === undefined) throw new Error('no queue');

const PLAN: PlanContent = {
  calendar: [...PUBLISHED_CALENDAR],
  lanes: [
    {
      name: 'Làn 1',
      route: null,
      vehiclesPerHour: 20,
      serves: [{ direction: 'export', from: '00:00', to: '24:00' }],
    },
  ],
  yards: [],
  ratios: { export: defaultRatio('export'), import: defaultRatio('import') },
  levers: [],
  secondPersonFrom: 30,
};
/** 07:00–20:00 of today at home. */
const today = { from: Date.UTC(2026, 10, 26), to: Date.UTC(2026, 10, 26, 13) };
const openToday = (calendar: readonly CalendarRule[], of = queue) =>
  openWindows(calendar, of, null, { from: today.from - 7 * HOUR, to: today.to + 12 * HOUR });

describe('FL editing a plan', () => {
  test('FL-63 two hours longer today: today alone, every route, asked again two more', () => {
    const longer = extendToday(PUBLISHED_CALENDAR, gate, NOW, 2);
    if (longer === null) throw new Error('closed');
    for (const each of queuesOf(gate)) {
      expect(openToday(longer, each)[0]).toEqual({ from: today.from, to: today.to + 2 * HOUR });
      const tomorrow = { from: today.from + 17 * HOUR, to: today.from + 48 * HOUR };
      expect(openWindows(longer, each, null, tomorrow)).toEqual(
        openWindows(PUBLISHED_CALENDAR, each, null, tomorrow),
      );
    }
    expect(longer).toHaveLength(PUBLISHED_CALENDAR.length + 1);
    const again = extendToday(longer, gate, NOW, 2);
    expect(again).toHaveLength(longer.length);
    expect(openToday(again ?? [])[0]).toEqual({ from: today.from, to: today.to + 4 * HOUR });
    // A calendar names no minute beyond 29:59.
    expect(openToday(extendToday(again ?? [], gate, NOW, 20) ?? [])[0]?.to).toBe(
      today.to + 10 * HOUR - 60_000,
    );
    expect(extendToday([], gate, NOW, 2)).toBeNull();
  });

  test('FL-63 routes with hours of their own keep them, each longer', () => {
    const own: CalendarRule = {
      gates: null,
      routes: ['1119-1120'],
      directions: null,
      classes: null,
      from: '2026-01-01',
      to: null,
      zone: 'Asia/Shanghai',
      effect: { kind: 'hours', windows: [{ from: '08:00', to: '19:00' }] },
      source: '',
    };
    const longer = extendToday([...PUBLISHED_CALENDAR, own], gate, NOW, 2) ?? [];
    const ends = queuesOf(gate).map((each) => [each.route, openToday(longer, each)[0]?.to]);
    expect(new Map(ends as [string, number][])).toEqual(
      new Map([
        ['1116-1117', today.to + 2 * HOUR],
        ['1119-1120', today.from + 13 * HOUR],
      ]),
    );
  });

  test('FL-12 a week is drawn in minutes of the home day, a night as two pieces, and says which rules are of the gate', () => {
    const night: CalendarRule = {
      gates: null,
      routes: null,
      directions: null,
      classes: null,
      from: '2026-11-26',
      to: '2026-11-26',
      zone: 'Asia/Shanghai',
      effect: { kind: 'hours', windows: [{ from: '08:00', to: '26:00' }] },
      source: '',
    };
    const [first, second, ...rest] = drawWeek([...PUBLISHED_CALENDAR, night], queue, NOW);
    expect(first).toEqual({ date: '2026-11-26', open: [{ from: 420, to: 1440 }] });
    expect(second?.open).toEqual([
      { from: 0, to: 60 },
      { from: 420, to: 1200 },
    ]);
    expect(rest).toHaveLength(5);
    const ofRoutes = PUBLISHED_CALENDAR.filter(({ routes }) => routes !== null);
    expect(ofRoutes.length).toBeGreaterThan(0);
    expect(ofRoutes.every((each) => isOfGate(each, gate))).toBe(true);
    for (const code of ['TT', 'CM']) {
      const other = gateById(code);
      expect(other !== null && ofRoutes.some((each) => isOfGate(each, other))).toBe(false);
    }
  });

  test('FL-62 what another plan changes is told part by part, and a plan against itself changes nothing', () => {
    expect(comparePlans(PLAN, structuredClone(PLAN))).toEqual([]);
    const [lane] = PLAN.lanes;
    const [rule] = PLAN.calendar;
    if (lane === undefined || rule === undefined) throw new Error('an empty plan');
    const yard = {
      name: 'Bãi A',
      kind: 'inside',
      direction: 'import',
      places: 10,
      vehiclesPerHour: null,
    } as const;
    const after: PlanContent = {
      ...PLAN,
      calendar: [...PLAN.calendar.slice(1), { ...rule, from: '2026-12-01' }],
      lanes: [
        { ...lane, vehiclesPerHour: 25 },
        { ...lane, name: 'Làn 2' },
      ],
      yards: [yard],
      ratios: { ...PLAN.ratios, export: { oldest: 1, perishable: 2, trusted: 0 } },
      secondPersonFrom: 20,
    };
    const told = comparePlans(PLAN, after).map(({ part, kind }) => `${part} ${kind}`);
    expect(told).toEqual([
      'rule added',
      'rule removed',
      'lane changed',
      'lane added',
      'yard added',
      'ratio changed',
      'second-person changed',
    ]);
    const back = comparePlans(after, PLAN).map(({ part, kind }) => `${part} ${kind}`);
    expect(back).toContain('lane removed');
    expect(back).toContain('yard removed');
    // A class without a turn and a class that is not named are the same round.
    const zero = { ...PLAN, ratios: { ...PLAN.ratios, export: { ...PLAN.ratios.export, empty: 0 } } };
    const none = { ...PLAN, ratios: { ...PLAN.ratios, export: { ...PLAN.ratios.export } } };
    delete (none.ratios.export as Record<string, number>).empty;
    expect(comparePlans(zero, none)).toEqual([]);
  });

  test('FL-13 undo goes back to what the installation began with, version 0, and no further', () => {
    const version = (n: number, sameAs: number | null = null): PlanVersion => ({
      version: n,
      madeAt: n,
      madeBy: 'p',
      reason: 'r',
      sameAs,
      content: { ...PLAN, secondPersonFrom: 100 + n },
    });
    const author = { madeAt: 9, madeBy: 'p', reason: 'back' };
    const back = undoVersion([version(0), version(1)], author);
    expect(back).toMatchObject({ version: 2, sameAs: 0, content: { secondPersonFrom: 100 } });
    if (back === null) throw new Error('nothing taken back');
    expect(undoVersion([version(0), version(1), back], author)).toBeNull();
  });

  test('FL-14 the places to come are counted hour by hour under either plan', () => {
    const neighbour = { now: NOW, told: [], measured: null, assumedPerHour: 10 };
    const situation = { queue, now: NOW, hours: 24, neighbour };
    const places = (content: PlanContent) =>
      hoursUnder(content, situation).reduce((sum, hour) => sum + hour.places, 0);
    expect(places(PLAN)).toBe(100 + 30);
    const calendar = extendToday(PLAN.calendar, gate, NOW, 2);
    expect(calendar !== null && places({ ...PLAN, calendar })).toBe(100 + 20 + 30);
  });
});
