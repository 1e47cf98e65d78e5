import type { CalendarRule } from '../flow/calendar';
import { isDeclaredLate } from '../flow/declared-late';
import { GATE_LATE_MINUTES, type PlaceRecord, POSTPONE_HOURS, standingOf } from '../flow/no-show';
import type { Queue } from '../flow/queue';
import type { GoodsClass } from '../shared/vocabulary';
import { HOUR_MS, hourOf, isHour, SLOT_HORIZON_HOURS, slotClassOf } from './slot';

/** Why somebody does not get what was asked. Said on screen in three languages, read out on the telephone. */
export const SLOT_REFUSALS = [
  'SL-ENDED', // the crossing has ended or is at the gate already
  'SL-CLASS', // empty vehicles need no slot
  'SL-HOUR', // not an hour that can be booked
  'SL-BLOCKED', // two no-shows running
  'SL-DATE', // on that day only who was declared before may go
  'SL-HAS', // has a place: postpone it or give it up
  'SL-NONE', // has no place
  'SL-FULL', // no place is free
  'SL-FIRM', // the firm has its share of that hour
  'SL-AGAIN', // postponed within the last sixty days
  'SL-MOVED', // its place is in another hour than the one that was postponed
] as const;
export type SlotRefusal = (typeof SLOT_REFUSALS)[number];

/** The vehicle that asks, as its declaration and the record of it say. Times in ms. */
export type Candidate = {
  readonly goods: GoodsClass;
  readonly declaredAt: number | null;
  readonly arrivedAt: number | null;
  readonly endedAt: number | null;
  /** What this vehicle has done with its places, at every gate. */
  readonly records: readonly PlaceRecord[];
  /** The line that it would stand in, and its calendar. */
  readonly queue: Queue;
  readonly calendar: readonly CalendarRule[];
};

/** What speaks against the vehicle itself, whatever the hour; null: nothing. */
export function refusalAtAll(candidate: Candidate, now: number): SlotRefusal | null {
  if (candidate.endedAt !== null || candidate.arrivedAt !== null) return 'SL-ENDED';
  if (slotClassOf(candidate.goods) === null) return 'SL-CLASS';
  return standingOf(candidate.records, now).blockedUntil === null ? null : 'SL-BLOCKED';
}

/**
 * Whether a declared vehicle may have a place in that hour or wait for one (SL-7); null: it may. Only what was declared
 * and found good is ever asked about: the crossing exists since then (rule 6).
 */
export function refusalOf(candidate: Candidate, hourStart: number, now: number): SlotRefusal | null {
  const own = refusalAtAll(candidate, now);
  if (own !== null) return own;
  if (!isHour(hourStart) || hourStart < hourOf(now) || hourStart > lastHour(now)) return 'SL-HOUR';
  const { calendar, queue } = candidate;
  return isDeclaredLate(calendar, queue, candidate, hourStart) ? 'SL-DATE' : null;
}

const lastHour = (now: number): number => hourOf(now) + SLOT_HORIZON_HOURS * HOUR_MS;

/** When the line itself runs late, neither lateness nor a postponement costs anything (rule 11). */
export const isLineLate = (behindMinutes: number): boolean => behindMinutes >= GATE_LATE_MINUTES;

export type Postponement =
  | { readonly kind: 'refused'; readonly because: SlotRefusal }
  /** `counted`: it uses the allowance of once in sixty days. */
  | { readonly kind: 'moves'; readonly to: number; readonly counted: boolean };

/**
 * Whether a place may be postponed by so many hours (SL-8): by one of four lengths, once in sixty days; while the gate
 * itself is late it is not counted. Who has used it gives the place up and asks anew.
 */
export function postponementOf(
  candidate: Candidate,
  place: { readonly hourStart: number },
  wanted: { readonly hours: number; readonly now: number; readonly behindMinutes: number },
): Postponement {
  const { hours, now, behindMinutes } = wanted;
  const to = place.hourStart + hours * HOUR_MS;
  if (!POSTPONE_HOURS.some((each) => each === hours)) return { kind: 'refused', because: 'SL-HOUR' };
  const refusal = refusalOf(candidate, to, now);
  if (refusal !== null) return { kind: 'refused', because: refusal };
  const counted = !isLineLate(behindMinutes);
  if (counted && !standingOf(candidate.records, now).mayPostpone)
    return { kind: 'refused', because: 'SL-AGAIN' };
  return { kind: 'moves', to, counted };
}
