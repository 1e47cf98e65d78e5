import * as z from 'zod';
import { HOME_ZONE } from '../gate/gates';

/** A calendar day in Hà Nội, e.g. `2026-11-26` (RP-1). */
export const reportDaySchema = z.iso.date().brand<'ReportDay'>();
export type ReportDay = z.infer<typeof reportDaySchema>;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const inHomeZone = new Intl.DateTimeFormat('en-US', {
  timeZone: HOME_ZONE,
  hourCycle: 'h23',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});
const dateInHomeZone = new Intl.DateTimeFormat('en-US', {
  timeZone: HOME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The midnight found last: a report asks for thousands of moments of one day. */
let lastStart = Number.NaN;
/** No day is shorter, whatever a zone does with its clocks. */
const SURELY_SAME_DAY_MS = 22 * HOUR_MS;

/** Midnight in Hà Nội of the day that `ms` falls in; ms since the epoch. */
export function homeDayStart(ms: number): number {
  if (ms >= lastStart && ms - lastStart < SURELY_SAME_DAY_MS) return lastStart;
  lastStart = findDayStart(ms);
  return lastStart;
}

function findDayStart(ms: number): number {
  const parts = new Map(inHomeZone.formatToParts(ms).map((part) => [part.type, Number(part.value)]));
  const sinceMidnight =
    ((parts.get('hour') ?? 0) * 3600 + (parts.get('minute') ?? 0) * 60 + (parts.get('second') ?? 0)) * 1000;
  return Math.floor(ms / 1000) * 1000 - sinceMidnight;
}

/** The day in Hà Nội that `ms` falls in; midnight belongs to the day it begins. */
export function dayOf(ms: number): ReportDay {
  const parts = new Map(dateInHomeZone.formatToParts(ms).map((part) => [part.type, part.value]));
  return reportDaySchema.parse(`${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`);
}

/** First ms of the day; noon in London is the same calendar day at UTC+7. */
export const dayStart = (day: ReportDay): number => homeDayStart(Date.parse(`${day}T12:00:00Z`));

/** `count` may be negative. */
export const addDays = (day: ReportDay, count: number): ReportDay =>
  reportDaySchema.parse(new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10));

/** Clock hour in Hà Nội, 0–23. */
export const homeHour = (ms: number): number => Math.floor((ms - homeDayStart(ms)) / HOUR_MS);

/** From `from` inclusive to `until` exclusive, ms. */
export type Period = { readonly from: number; readonly until: number };

/** The day as far as it has come at `now`: of today up to now, of a day to come nothing (RP-1). */
export function dayPeriod(day: ReportDay, now: number): Period & { readonly isSoFar: boolean } {
  const from = dayStart(day);
  const end = dayStart(addDays(day, 1));
  return { from, until: Math.max(from, Math.min(end, now)), isSoFar: now < end };
}

/** The province's daily figures count the vehicles that stand at 20:00 (published reports of 2024). */
const STOCK_HOUR = 20;

/** The moment of the day's stock: 20:00, or now when that is earlier (RP-4). */
export const stockMoment = (day: ReportDay, now: number): number =>
  Math.min(dayStart(day) + STOCK_HOUR * HOUR_MS, now);
