import { before, type Interval } from './intervals';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** A move of less is not worth a message, nor one of less than this share of the time until then. */
const TELL_FROM_MS = 30 * MINUTE_MS;
const TELL_FROM_SHARE = 0.2;
/** A place is kept free so long after the time that was told. */
const KEPT_FREE_MS = HOUR_MS;

/**
 * How long before its live time a vehicle is asked into the yard, in hours of an open gate: so that nine of ten are there,
 * and up to twice as long where the yard has room, so that half of it is full and the gate never lacks somebody to call.
 */
export function yardLeadMs(input: {
  readonly latenessP90Ms: number;
  readonly places: number;
  readonly vehiclesPerHour: number;
}): number {
  const halfFullMs = (input.places / 2 / input.vehiclesPerHour) * HOUR_MS;
  return Math.round(Math.min(2 * input.latenessP90Ms, Math.max(input.latenessP90Ms, halfFullMs)));
}

/** When to be in the yard for a live time: the lead counted back over open hours, and never less than lateness needs. */
export const inYardAt = (
  open: readonly Interval[],
  liveAt: number,
  lead: { readonly leadMs: number; readonly latenessP90Ms: number },
): number => Math.min(liveAt - lead.latenessP90Ms, before(open, liveAt, lead.leadMs));

/**
 * What a holder at home is told about a live time that has moved (FL-39), null: nothing. Later only while there is time to
 * stay, sooner only as soon as one can come.
 */
export function newsFor(input: {
  readonly now: number;
  readonly liveAt: number;
  readonly toldAt: number;
  readonly latenessP90Ms: number;
}): { readonly kind: 'later' | 'sooner'; readonly tellAt: number } | null {
  const { now, liveAt, toldAt } = input;
  const soonest = now + input.latenessP90Ms;
  const least = Math.max(TELL_FROM_MS, TELL_FROM_SHARE * (toldAt - now));
  if (liveAt > Math.max(toldAt + least, soonest)) return { kind: 'later', tellAt: liveAt };
  const sooner = Math.max(liveAt, soonest);
  return sooner < toldAt - least ? { kind: 'sooner', tellAt: sooner } : null;
}

/**
 * Whether the place of somebody who has not come is given to others: an hour after the time that was told, and not while
 * the line itself is later than that (rule 11). Who then comes is judged by `placeAfterLateness`.
 */
export const isGivenUp = (input: {
  readonly now: number;
  readonly toldAt: number;
  readonly liveAt: number;
}): boolean => input.now > input.toldAt + KEPT_FREE_MS && input.liveAt <= input.now + TELL_FROM_MS;
