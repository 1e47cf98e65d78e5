import { type ForecastHour, type ForecastInput, forecast } from './forecast';

/** What makes the queue grow beyond the usual. */
export type Cause = 'neighbour' | 'closure' | 'arrivals' | 'gate';
export type Warning = {
  /** The hour in which the expected queue first passes what can stand. */
  readonly at: number;
  readonly queue: number;
  readonly cause: Cause;
  /** By how much the worst hour would shrink without the cause. */
  readonly owing: number;
};

export type Usual = {
  /** What is taken in each hour on a usual day, by what limits: the neighbour as always, the calendar as always, and so on. */
  readonly [C in Exclude<Cause, 'arrivals'>]: ForecastInput['capacity'];
};

const worst = (hours: readonly ForecastHour[]) => Math.max(0, ...hours.map(({ queue }) => queue));

/**
 * The first hour whose expected queue is more than the yards hold, and why (FL-34): the forecast is made again with each
 * thing as it usually is; what helps most is the cause. Null: no such hour. Of equal causes the hardest to change first.
 */
export function earlyWarning(input: ForecastInput, places: number, usual: Usual): Warning | null {
  const expected = forecast(input);
  const first = expected.find(({ queue }) => queue > places);
  if (first === undefined) return null;
  const without: readonly (readonly [Cause, ForecastInput])[] = [
    ['neighbour', { ...input, capacity: usual.neighbour }],
    ['closure', { ...input, capacity: usual.closure }],
    // As many as on a usual day: neither today's surplus nor the bookings.
    ['arrivals', { ...input, latest: [], season: 1, booked: [] }],
    ['gate', { ...input, capacity: usual.gate }],
  ];
  const peak = worst(expected);
  const relief = without.map(([cause, each]) => ({ cause, owing: peak - worst(forecast(each)) }));
  const { cause, owing } = relief.reduce((most, each) => (each.owing > most.owing ? each : most));
  return { at: first.hourStart, queue: first.queue, cause, owing };
}
