import { homeDayStart } from './home-day';

/**
 * Watches of a home day by the clock (RP-13). The agencies' rosters are not published: these bands are assumed, and they
 * end at midnight so that the watches of a day are the day.
 */
export const WATCHES = [
  { watch: 'night', fromHour: 0, toHour: 6 },
  { watch: 'morning', fromHour: 6, toHour: 14 },
  { watch: 'afternoon', fromHour: 14, toHour: 22 },
  { watch: 'evening', fromHour: 22, toHour: 24 },
] as const;
export type Watch = (typeof WATCHES)[number]['watch'];

const HOUR_MS = 3_600_000;

/** The watch that `at`, ms, falls in. */
export function watchAt(at: number): Watch {
  const hour = (at - homeDayStart(at)) / HOUR_MS;
  return WATCHES.find(({ toHour }) => hour < toHour)?.watch ?? 'evening';
}

/** Hours of the watch that have gone by at `until` of the day that begins at `dayStart`; 0 when it has not begun. */
export function watchHours(watch: Watch, dayStart: number, until: number): number {
  const band = WATCHES.find((each) => each.watch === watch);
  if (band === undefined) return 0;
  const elapsed = (until - dayStart) / HOUR_MS;
  return Math.max(0, Math.min(elapsed, band.toHour) - band.fromHour);
}
