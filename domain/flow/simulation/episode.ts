import type { CalendarRule } from '../calendar';
import { openWindows, PUBLISHED_CALENDAR } from '../calendar';
import { type Interval, merge } from '../intervals';
import type { Lever } from '../levers';
import type { ToldAcceptance } from '../neighbour';
import type { Queue } from '../queue';
import { dateAfter, HOME, instantOf } from '../zones';
import type { Cell } from './day-profile';

export const HOUR = 3_600_000;
export const MINUTE = 60_000;
export const DAY = 24 * HOUR;

/** One queue of an episode: the world as it is, and what the rules are told of it. Rates in vehicles per hour. */
export type EpisodeQueue = {
  readonly queue: Queue;
  readonly startsAt: number;
  readonly days: number;
  readonly open: readonly Interval[];
  /** Vehicles that come on each day, and how they are spread over classes and hours. */
  readonly perDay: number;
  readonly cells: readonly Cell[];
  readonly openingStock: number;
  /** What the neighbour really takes at that time. */
  readonly taken: (at: number) => number;
  readonly ownPerHour: number;
  /** What is believed of the neighbour before anything is measured. */
  readonly assumedPerHour: number;
  readonly told: readonly ToldAcceptance[];
  readonly stagingPlaces: number;
  readonly insidePlaces: number;
  /** Those that hold already; an option of a run adds to them. */
  readonly levers?: readonly Lever[];
  /** What a plan blind to the neighbour promises. */
  readonly fixedSlotsPerHour: (at: number) => number;
  readonly wrongCall: {
    readonly at: number;
    readonly vehicles: number;
    readonly recalledAfterMs: number;
  } | null;
};
export type Episode = { readonly id: string; readonly queues: readonly EpisodeQueue[] };

/** Longest that is played after the last arrival; whoever is then still there counts as waiting until then. */
export const DRAIN_DAYS = 15;

const roundTheClock: CalendarRule = {
  gates: null,
  routes: null,
  directions: null,
  classes: null,
  from: '2021-01-01',
  to: null,
  zone: HOME,
  effect: { kind: 'hours', windows: [{ from: '00:00', to: '24:00' }] },
  source: 'a gate that is open day and night',
};

export function windowsOf(
  queue: Queue,
  date: string,
  days: number,
  roundClock: boolean,
): readonly Interval[] {
  const from = instantOf(date, '00:00', HOME);
  const rules = roundClock ? [...PUBLISHED_CALENDAR, roundTheClock] : PUBLISHED_CALENDAR;
  return merge(
    openWindows(rules, queue, null, {
      from,
      to: instantOf(dateAfter(date, days + DRAIN_DAYS), '00:00', HOME),
    }),
  );
}
