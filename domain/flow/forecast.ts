import type { HourCapacity } from './hour-capacity';
import { percentile } from './waits';
import { hourOfDay, weekdayOf } from './zones';

const HOUR_MS = 3_600_000;
/** Share of the hours in which the truth shall lie within the band. */
export const BAND_SHARE = 0.8;
/** How quickly the band learns from a hit or a miss (of the logarithm of its width). */
const LEARN = 0.25;
const WIDEST = 50;

/** A past day of a queue: vehicles that came in each hour from its midnight at home. */
export type PastDay = { readonly startsAt: number; readonly arrivals: readonly number[] };

export type ForecastInput = {
  /** Begin of the first hour forecast. */
  readonly from: number;
  readonly hours: number;
  readonly history: readonly PastDay[];
  /** Season, as a factor on the usual day; 1 when nobody has said otherwise. */
  readonly season: number;
  /** Vehicles that came in the hours just past, oldest first: how today differs from the usual day. */
  readonly latest: readonly number[];
  /** Booked for each hour; null: not known so far ahead. */
  readonly booked: readonly (number | null)[];
  readonly walkUpShare: number;
  readonly noShowShare: number;
  /** Waiting now. */
  readonly standing: number;
  /** What can be taken in each hour as planned, and between which factors the neighbour's rate may lie. */
  readonly capacity: readonly HourCapacity[];
  readonly acceptance: { readonly low: number; readonly high: number };
  /** What the band has learnt, for each hour ahead; 1 where it has learnt nothing yet. */
  readonly widths: readonly number[];
};

export type ForecastHour = {
  readonly hourStart: number;
  readonly arrivals: number;
  /** Vehicles waiting at the end of the hour: as expected, and the band around it. */
  readonly queue: number;
  readonly low: number;
  readonly high: number;
  /** How long who then comes last waits, ms; null: longer than is reckoned. */
  readonly waitMs: number | null;
};

/** The usual arrivals of an hour: the same weekday's mean where there are three of them, else of all days. */
function usualAt(history: readonly PastDay[], at: number): number {
  const same = history.filter(({ startsAt }) => weekdayOf(startsAt) === weekdayOf(at));
  const days = same.length >= 3 ? same : history;
  const sum = days.reduce((total, { arrivals }) => total + (arrivals[hourOfDay(at)] ?? 0), 0);
  return days.length === 0 ? 0 : sum / days.length;
}

/** Today over the usual, from the hours just past; drawn towards 1 as if a usual half-dozen vehicles had been seen besides. */
function todayFactor(input: ForecastInput): number {
  const { latest, from, history, season } = input;
  const expected = latest.reduce(
    (sum, _, n) => sum + usualAt(history, from - (latest.length - n) * HOUR_MS) * season,
    0,
  );
  const came = latest.reduce((sum, vehicles) => sum + vehicles, 0);
  return (came + 6) / (expected + 6);
}

function expectedArrivals(input: ForecastInput, usually: readonly number[]): number[] {
  const factor = todayFactor(input) * input.season;
  return usually.map((vehicles, n) => {
    const usual = vehicles * factor;
    const booked = input.booked[n] ?? null;
    return booked === null ? usual : booked * (1 - input.noShowShare) + usual * input.walkUpShare;
  });
}

function queuePath(standing: number, arrivals: readonly number[], capacity: readonly number[]): number[] {
  let queue = standing;
  return arrivals.map((vehicles, n) => {
    queue = Math.max(0, queue + vehicles - (capacity[n] ?? 0));
    return queue;
  });
}

/**
 * Queue and wait of the coming hours with their band (FL-33). The middle is a fluid fed with what is expected; around it
 * each past day plays its own deviation from the usual, with the neighbour's rate from one bound to the other; what
 * `width` has learnt stretches the outcome. No chance in it: the same inputs give the same forecast.
 */
export function forecast(input: ForecastInput): readonly ForecastHour[] {
  const usually = Array.from({ length: input.hours }, (_, n) =>
    usualAt(input.history, input.from + n * HOUR_MS),
  );
  const arrivals = expectedArrivals(input, usually);
  const places = Array.from({ length: input.hours }, (_, n) => input.capacity[n]?.places ?? 0);
  const middle = queuePath(input.standing, arrivals, places);
  const { low, high } = input.acceptance;
  const paths = input.history.map(({ arrivals: past }, nth, { length }) => {
    const share = length === 1 ? 0.5 : nth / (length - 1);
    const deviates = arrivals.map((vehicles, n) => {
      const at = input.from + n * HOUR_MS;
      return vehicles + (past[hourOfDay(at)] ?? 0) - (usually[n] ?? 0);
    });
    const rate = high + (low - high) * share;
    return queuePath(
      input.standing,
      deviates,
      places.map((place) => place * rate),
    );
  });
  return middle.map((queue, n) => {
    const outcomes = paths.map((path) => path[n] ?? queue).sort((a, b) => a - b);
    const width = input.widths[n] ?? 1;
    // A band of nothing could never learn: one vehicle an hour is never certain.
    const least = Math.sqrt(n + 1);
    const below = Math.max(least, queue - (percentile(outcomes, (1 - BAND_SHARE) / 2) ?? queue));
    const above = Math.max(least, (percentile(outcomes, (1 + BAND_SHARE) / 2) ?? queue) - queue);
    return {
      hourStart: input.from + n * HOUR_MS,
      arrivals: arrivals[n] ?? 0,
      queue,
      low: Math.max(0, queue - width * below),
      high: queue + width * above,
      waitMs: waitBehind(queue, places.slice(n + 1)),
    };
  });
}

/** How long a queue of so many needs at these places an hour, ms; null: longer than they reach. */
export function waitBehind(queue: number, places: readonly number[]): number | null {
  let left = queue;
  for (const [n, place] of places.entries()) {
    if (left <= place) return Math.round((n + (place === 0 ? 0 : left / place)) * HOUR_MS);
    left -= place;
  }
  return left <= 0 ? 0 : null;
}

/**
 * The width for some hours ahead after one such hour has shown itself: wider by a miss, narrower by a hit, in the
 * proportion in which the band covers `BAND_SHARE` of the hours in the long run, whatever has changed outside (adaptive
 * conformal inference, Gibbs & Candès 2021, on the logarithm of the width). The farther ahead, the later it is known and
 * the smaller the step.
 */
export function learnWidth(width: number, hoursAhead: number, covered: boolean): number {
  const step = LEARN / Math.sqrt(hoursAhead);
  const grown = width * Math.exp(covered ? -step * (1 - BAND_SHARE) : step * BAND_SHARE);
  return Math.min(WIDEST, Math.max(1 / WIDEST, grown));
}
