import { homeDayStart } from '../report/home-day';
import type { QuietHours } from './preference';
import { TELLING_RULES, type TellingKind } from './telling-kind';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** When the quiet hours that `at` falls in are over; `at` itself where it falls in none. ms. */
export function quietEnd(at: number, quiet: QuietHours | null): number {
  if (quiet === null) return at;
  const minute = Math.floor((at - homeDayStart(at)) / MINUTE_MS);
  const { from, to } = quiet;
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return at;
  const left = (to - minute + DAY_MINUTES) % DAY_MINUTES;
  return Math.floor(at / MINUTE_MS) * MINUTE_MS + left * MINUTE_MS;
}

/**
 * When it is to be sent and until when it is worth sending, ms (TE-3, TE-4). What is heard of late (`now` after `at`: a tablet
 * was away) does not wake anybody either, and has lived as long as it is old; a night it waits through is not counted.
 */
export function dueOf(
  kind: TellingKind,
  { at, now }: { readonly at: number; readonly now: number },
  quiet: QuietHours | null,
): { readonly dueAt: number; readonly expiresAt: number } {
  const { isUrgent, lifeMs } = TELLING_RULES[kind];
  const heardAt = Math.max(at, now);
  const dueAt = isUrgent ? heardAt : quietEnd(heardAt, quiet);
  return { dueAt, expiresAt: dueAt + lifeMs - (heardAt - at) };
}
