import { HOUR_MS, hourOf, SLOT_HORIZON_HOURS } from './slot';

/**
 * When how much of an hour is given out, as a share of it all (rule 6): in stages, so that being the quickest once is not
 * worth a machine, and whoever learns late still finds places. Assumed; a published schedule is what matters.
 */
export const RELEASES = [
  { leadHours: 48, share: 0.4 },
  { leadHours: 24, share: 0.7 },
  { leadHours: 8, share: 1 },
] as const;

/** Places of an hour that are out once every release up to that moment has been made (SL-2). */
export function releasedOf(capacity: number, hourStart: number, releasedUntil: number): number {
  const made = RELEASES.findLast(({ leadHours }) => hourStart - leadHours * HOUR_MS <= releasedUntil);
  // A share of an hour may be a sum of binary fractions: 0.7 × 10 must be 7.
  return made === undefined ? 0 : Math.floor(capacity * made.share + 1e-9);
}

/** The next release of an hour after that moment, ms; null: all of it is out. */
export function nextReleaseAt(hourStart: number, releasedUntil: number): number | null {
  const next = RELEASES.find(({ leadHours }) => hourStart - leadHours * HOUR_MS > releasedUntil);
  return next === undefined ? null : hourStart - next.leadHours * HOUR_MS;
}

/** Hours that a release at that moment concerns, the nearest first. */
export const hoursReleasedAt = (releaseAt: number): readonly number[] =>
  RELEASES.map(({ leadHours }) => releaseAt + leadHours * HOUR_MS).toSorted((a, b) => a - b);

/** Moments of release for which a commitment must stand published by now, after those that have one. */
export function roundsToAnnounce(now: number, newest: number | null): readonly number[] {
  const first = Math.max(hourOf(now), newest ?? 0) + HOUR_MS;
  const last = hourOf(now) + SLOT_HORIZON_HOURS * HOUR_MS;
  const count = Math.max(0, (last - first) / HOUR_MS + 1);
  return Array.from({ length: count }, (_, n) => first + n * HOUR_MS);
}
