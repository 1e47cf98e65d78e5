import { addDays, dayOf, dayStart, type ReportDay } from './home-day';

/** A report by mail: every day at an hour of Hà Nội (RP-16). */
const HOUR_MS = 3_600_000;
/** From 20:00 on the day's stock is counted: the report is of the same day. Before, of the day before. */
const SAME_DAY_FROM_HOUR = 20;

/** When a subscription is due next, strictly after `now`, ms. */
export function nextDue(hour: number, now: number): number {
  const today = dayStart(dayOf(now)) + hour * HOUR_MS;
  return today > now ? today : dayStart(addDays(dayOf(now), 1)) + hour * HOUR_MS;
}

/** The day that a mail due at `dueAt` tells of. */
export const dayTold = (hour: number, dueAt: number): ReportDay =>
  hour >= SAME_DAY_FROM_HOUR ? dayOf(dueAt) : addDays(dayOf(dueAt), -1);

/** Of a server that stood still only the newest due mail is worth sending: no more than a day late. */
export const isWorthSending = (dueAt: number, now: number): boolean => now - dueAt < 24 * HOUR_MS;

export const MAIL_TRIES = 12;

/** Doubling from a minute to an hour, ±20 %; `chance` 0–1. ms. */
export const pauseAfter = (tries: number, chance: number): number =>
  Math.round(Math.min(60_000 * 2 ** Math.max(0, tries - 1), HOUR_MS) * (0.8 + 0.4 * chance));
