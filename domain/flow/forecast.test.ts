import { describe, expect, test } from 'vitest';
import { type ForecastInput, forecast, learnWidth, type PastDay } from './forecast';
import type { HourCapacity } from './hour-capacity';
import { backtest, pastDays } from './simulation/backtest';
import { EPISODES } from './simulation/episodes';
import { earlyWarning, type Usual } from './warning';
import { HOME, instantOf } from './zones';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MIDNIGHT = instantOf('2026-11-23', '00:00', HOME);
const history: readonly PastDay[] = Array.from({ length: 14 }, (_, n) => ({
  startsAt: MIDNIGHT - (n + 1) * DAY,
  arrivals: Array.from({ length: 24 }, (_, hour) => (hour >= 7 && hour < 20 ? 20 + (n % 3) - 1 : 2)),
}));
const capacity = (perHour: number, closed: (hour: number) => boolean = () => false): HourCapacity[] =>
  Array.from({ length: 24 }, (_, n) => ({
    hourStart: MIDNIGHT + n * HOUR,
    places: n < 7 || n >= 20 || closed(n) ? 0 : perHour,
    limitedBy: 'neighbour',
  }));
const input = (over: Partial<ForecastInput> = {}): ForecastInput => ({
  from: MIDNIGHT,
  hours: 24,
  history,
  season: 1,
  latest: [],
  booked: [],
  walkUpShare: 0.15,
  noShowShare: 0.05,
  standing: 0,
  capacity: capacity(22),
  acceptance: { low: 0.9, high: 1.1 },
  widths: [],
  ...over,
});
const at = (hour: number, over: Partial<ForecastInput> = {}) => {
  const found = forecast(input(over))[hour];
  if (found === undefined) throw new Error('no such hour');
  return found;
};

describe('FL forecast', () => {
  test('FL-33 queue and wait follow from arrivals and what is taken; bookings, season and today count', () => {
    expect(at(6).queue).toBeCloseTo(14);
    expect(at(7).queue).toBeCloseTo(12, 0);
    expect(at(12, { capacity: capacity(10) }).queue).toBeGreaterThan(60);
    expect(at(12, { season: 1.5 }).queue).toBeGreaterThan(at(12).queue + 20);
    const booked = Array.from({ length: 24 }, (_, n) => (n < 12 ? 30 : null));
    expect(at(8, { booked }).arrivals).toBeCloseTo(30 * 0.95 + 20 * 0.15, 0);
    expect(at(8, { latest: [30, 30, 30, 30, 30, 30] }).arrivals).toBeGreaterThan(25);
    expect(at(12).waitMs).toBeLessThan(HOUR / 4);
    expect(at(12, { standing: 100 }).waitMs).toBeGreaterThan(4 * HOUR);
    expect(at(23, { capacity: capacity(0) }).waitMs).toBeNull();
    expect(forecast(input({ history: history.toReversed() }))[9]?.queue).toBeCloseTo(at(9).queue);
  });

  test('FL-33 the band holds the middle, widens ahead and learns from its misses: four of five in the long run', () => {
    for (const { queue, low, high } of forecast(input())) {
      expect(low).toBeLessThanOrEqual(queue);
      expect(high).toBeGreaterThan(queue);
    }
    expect(at(20).high - at(20).queue).toBeGreaterThan(at(2).high - at(2).queue);
    // The truth jumps about by more than any fit has seen, then by twice that.
    let width = 1;
    let covered = 0;
    const count = 4000;
    let state = 3;
    for (let n = 0; n < count; n += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const error = ((state / 2 ** 32) * 2 - 1) * (n < count / 2 ? 40 : 80);
      const within = Math.abs(error) <= width * 5;
      covered += Number(within);
      width = learnWidth(width, 4, within);
    }
    expect(covered / count).toBeGreaterThan(0.78);
    expect(covered / count).toBeLessThan(0.82);
  });

  test('FL-33 back-tested on a regime the fit never saw, the band covers what it says', () => {
    const queue = (id: string) => {
      const found = EPISODES.find((each) => each.id === id)?.queues[0];
      if (found === undefined) throw new Error(id);
      return found;
    };
    let widths: readonly number[] = [];
    for (const [n, id] of [
      'ordinary-2024-08-29',
      'backlog-2024-05-28',
      'record-2026-01-31',
      'backlog-2024-05-28',
    ].entries())
      widths = backtest(queue(id), pastDays(queue(id), 28, 1000), widths, 500 + n).widths;
    const unseen = queue('partial-closure');
    const { hours, covered, meanBand } = backtest(unseen, pastDays(unseen, 28, 1000), widths, 77);
    expect(hours).toBeGreaterThan(500);
    expect(covered / hours).toBeGreaterThan(0.7);
    // Not by being as wide as the day.
    expect(meanBand).toBeLessThan(150);
  });

  test('FL-34 the warning names the first hour, and what the queue owes to: neighbour, closure, arrivals or gate', () => {
    const usual: Usual = { neighbour: capacity(22), closure: capacity(22), gate: capacity(22) };
    const warn = (over: Partial<ForecastInput>, known: Partial<Usual> = {}) =>
      earlyWarning(input(over), 40, { ...usual, ...known });
    expect(warn({})).toBeNull();
    const slow = capacity(10);
    expect(warn({ capacity: slow }, { closure: slow, gate: slow })).toMatchObject({
      cause: 'neighbour',
      at: MIDNIGHT + 9 * HOUR,
    });
    const shut = capacity(22, (hour) => hour < 10);
    expect(warn({ capacity: shut }, { neighbour: shut, gate: shut })).toMatchObject({ cause: 'closure' });
    const lanes = capacity(12);
    expect(warn({ capacity: lanes }, { neighbour: lanes, closure: lanes })).toMatchObject({ cause: 'gate' });
    expect(warn({ season: 1.6 })).toMatchObject({ cause: 'arrivals' });
  });
});
