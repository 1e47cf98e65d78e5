import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import { dayStart, reportDaySchema } from './home-day';
import { type LaneInput, type LaneTick, reportLanes } from './lanes';
import { WATCHES, watchAt, watchHours } from './shifts';

const DAY = reportDaySchema.parse('2026-11-25');
const T = dayStart(DAY);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const INPUT: LaneInput = {
  gateId: gateIdSchema.parse('HN'),
  day: DAY,
  from: T,
  until: T + 24 * HOUR,
  isSoFar: false,
  madeAt: T + 30 * HOUR,
  afterChecks: [],
  ticks: [],
  scans: [],
  deeds: [],
  paper: [],
};
const tick = (crossing: number, at: number, over: Partial<LaneTick> = {}): LaneTick => ({
  crossingId: `c${crossing}`,
  checkpoint: 'Lane 1',
  agency: 'border-guard',
  device: 'tablet-1',
  actor: 'officer-1',
  at,
  ...over,
});

test('RP-13 the watches of a day are the day, and each moment is in one', () => {
  expect(WATCHES.reduce((sum, { watch }) => sum + watchHours(watch, T, T + 24 * HOUR), 0)).toBe(24);
  expect(watchHours('morning', T, T + 7 * HOUR)).toBe(1);
  expect(watchHours('evening', T, T + 7 * HOUR)).toBe(0);
  expect([0, 5.999, 6, 13.999, 14, 21.999, 22, 23.999].map((hour) => watchAt(T + hour * HOUR))).toEqual([
    'night',
    'night',
    'morning',
    'morning',
    'afternoon',
    'afternoon',
    'evening',
    'evening',
  ]);
});

test('RP-13 a vehicle counts once at a checkpoint and watch; a rate is over the watch as far as it has come', () => {
  const report = reportLanes({
    ...INPUT,
    until: T + 10 * HOUR,
    isSoFar: true,
    ticks: [
      tick(1, T + 7 * HOUR),
      tick(1, T + 7 * HOUR + MINUTE),
      tick(2, T + 8 * HOUR, { actor: 'officer-2' }),
      tick(3, T + 8 * HOUR, { checkpoint: 'Lane 2', agency: 'customs' }),
      tick(4, T + 9 * HOUR, { checkpoint: null, agency: 'customs' }),
      tick(5, T + 11 * HOUR),
    ],
  });
  expect(
    report.rows.map(({ checkpoint, passed, ticks, perHour, officers }) => ({
      checkpoint,
      passed,
      ticks,
      perHour,
      officers,
    })),
  ).toEqual([
    { checkpoint: 'Lane 1', passed: 2, ticks: 3, perHour: 0.5, officers: 2 },
    { checkpoint: 'Lane 2', passed: 1, ticks: 1, perHour: 0.25, officers: 1 },
    { checkpoint: null, passed: 1, ticks: 1, perHour: 0.25, officers: 1 },
  ]);
  expect(report.watches.find(({ watch }) => watch === 'morning')).toMatchObject({
    passed: 4,
    ticks: 5,
    paperTicks: 1,
  });
});

test('RP-13 service runs from the last scan on the same tablet, and no longer than half an hour', () => {
  const at = T + 7 * HOUR;
  const scan = (crossing: number, before: number, device = 'tablet-1') => ({
    crossingId: `c${crossing}`,
    device,
    at: at - before,
  });
  const report = reportLanes({
    ...INPUT,
    ticks: [tick(1, at), tick(2, at), tick(3, at), tick(4, at)],
    scans: [
      scan(1, 90_000),
      scan(1, 20_000),
      scan(2, 40_000),
      scan(3, 31 * MINUTE),
      scan(4, 5_000, 'tablet-2'),
    ],
  });
  expect(report.rows[0]).toMatchObject({ served: 2, medianServiceMs: 30_000 });
});

test('RP-13 holds, overrides and undone ticks stand at their lane; paper mode has its share of the watch', () => {
  const deed = (name: 'hold' | 'override' | 'undo', at: number) => ({
    deed: name,
    checkpoint: 'Lane 1',
    agency: 'border-guard' as const,
    at,
  });
  const report = reportLanes({
    ...INPUT,
    ticks: [tick(1, T + 7 * HOUR)],
    deeds: [
      deed('hold', T + 7 * HOUR),
      deed('undo', T + 8 * HOUR),
      deed('override', T + 15 * HOUR),
      deed('hold', T - 1),
    ],
    paper: [
      { from: T + 5 * HOUR, until: T + 8 * HOUR },
      { from: T + 20 * HOUR, until: null },
    ],
  });
  expect(report.rows).toHaveLength(1);
  expect(report.rows[0]).toMatchObject({ holds: 1, overrides: 0, undos: 1 });
  const watch = (name: string) => report.watches.find((row) => row.watch === name);
  expect(watch('afternoon')).toMatchObject({ overrides: 1, paperTimeShare: 0.25 });
  expect(watch('morning')?.paperTimeShare).toBe(0.25);
  expect(watch('night')?.paperTimeShare).toBeCloseTo(1 / 6, 9);
});

test('RP-13 ticks of all lanes are the ticks of the day, midnight excluded at its end', () => {
  const ticks = fc.array(
    fc.record({
      crossingId: fc.constantFrom('a', 'b', 'c'),
      checkpoint: fc.option(fc.constantFrom('1', '2')),
      agency: fc.constantFrom('customs', 'border-guard' as const),
      device: fc.constantFrom('x', 'y'),
      actor: fc.option(fc.constantFrom('o', 'p')),
      at: fc.integer({ min: T - HOUR, max: T + 25 * HOUR }),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(ticks, (all) => {
      const report = reportLanes({ ...INPUT, ticks: all });
      const inDay = all.filter(({ at }) => at >= T && at < T + 24 * HOUR).length;
      expect(report.rows.reduce((sum, row) => sum + row.ticks, 0)).toBe(inDay);
      expect(report.watches.reduce((sum, row) => sum + row.ticks, 0)).toBe(inDay);
      for (const row of report.rows) expect(row.passed).toBeLessThanOrEqual(row.ticks);
    }),
  );
});
