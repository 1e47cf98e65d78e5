import * as z from 'zod';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Ahead of UTC: Việt Nam by seven hours since 1975, China by eight and without summer time since 1992 (IANA tz). */
const AHEAD_MS = { 'Asia/Ho_Chi_Minh': 7 * HOUR_MS, 'Asia/Shanghai': 8 * HOUR_MS } as const;
export type Zone = keyof typeof AHEAD_MS;
export const zoneSchema = z.enum(['Asia/Ho_Chi_Minh', 'Asia/Shanghai']);
export const HOME: Zone = 'Asia/Ho_Chi_Minh';
export const NEIGHBOUR: Zone = 'Asia/Shanghai';

/** A day of a calendar, `2026-11-26`, in whatever zone is named beside it. */
export const dateSchema = z.iso.date();
/** A time of day; an hour of 24 to 29 is in the night after. */
export const clockSchema = z.string().regex(/^[0-2]\d:[0-5]\d$/);

/** `07:30` → 450. */
export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** The instant, ms, at which clocks of that zone show that time on that day. */
export const instantOf = (date: string, clock: string, zone: Zone): number =>
  Date.parse(`${date}T00:00:00Z`) + minutesOf(clock) * MINUTE_MS - AHEAD_MS[zone];

export const dateOf = (at: number, zone: Zone): string =>
  new Date(at + AHEAD_MS[zone]).toISOString().slice(0, 10);
export const clockOf = (at: number, zone: Zone): string =>
  new Date(at + AHEAD_MS[zone]).toISOString().slice(11, 16);
/** RFC 3339 with the zone's offset, e.g. `2026-11-27T08:00:00.000+08:00`. */
export const instantIn = (at: number, zone: Zone): string =>
  `${new Date(at + AHEAD_MS[zone]).toISOString().slice(0, 23)}+0${AHEAD_MS[zone] / HOUR_MS}:00`;
/** By which clock such an instant was written; null: by neither country's. */
export const zoneOf = (instant: string): Zone | null =>
  ([HOME, NEIGHBOUR] as const).find((zone) => instant.endsWith(`+0${AHEAD_MS[zone] / HOUR_MS}:00`)) ?? null;
/** 0 … 23 at home. */
export const hourOfDay = (at: number): number => new Date(at + AHEAD_MS[HOME]).getUTCHours();
/** 0 Sunday … 6 Saturday at home. */
export const weekdayOf = (at: number): number => new Date(at + AHEAD_MS[HOME]).getUTCDay();

/** The day after, the day before: `days` may be negative. */
export const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * HOUR_MS).toISOString().slice(0, 10);
