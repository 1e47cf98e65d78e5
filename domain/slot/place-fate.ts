import { isGivenUp } from '../flow/holders';
import { placeAfterLateness } from '../flow/no-show';
import { HOUR_MS } from './slot';

/** What is given up goes on after so long; until then it can be taken back. */
export const TAKE_BACK_MS = 20_000;

/** A place or a wish for one, with what has become of its vehicle. Times in ms. */
export type HeldPlace = {
  readonly state: 'asked' | 'booked';
  readonly hourStart: number;
  /** Begin of the last hour that would do; of a booking the booked one. */
  readonly untilHour: number;
  /** Until when its driver was told to stay (`stayUntil`); null: he was told nothing but his hour. */
  readonly toldAt: number | null;
  /** Given up then; null: not. */
  readonly leavingAt: number | null;
  readonly arrivedAt: number | null;
  readonly endedAt: number | null;
  /** It has used its allowance. */
  readonly postponed: boolean;
};

export type Fate =
  | { readonly kind: 'stays' }
  | { readonly kind: 'came'; readonly lateness: 'kept' | 'postponed' | 'lost' }
  | { readonly kind: 'goes'; readonly because: 'given-up' | 'crossing-ended' | 'no-show' | 'hours-past' };

/**
 * What becomes of a place by itself (SL-9). A booked place goes to others after an hour of open gate from its time when nobody
 * came, never while the line itself is later than that (FL-39); a wish ends with the last hour that would have done.
 */
export function fateOf(
  place: HeldPlace,
  at: {
    readonly now: number;
    /** When it would be called as things stand; infinite: later than is reckoned; null: not known. */
    readonly liveAt: number | null;
    /** For how much of the time since its hour began the gate was shut to it. */
    readonly shutMs: number;
  },
): Fate {
  const { now } = at;
  if (place.arrivedAt !== null && place.state === 'booked') {
    const { kind } = placeAfterLateness({
      toldAt: Math.max(place.hourStart, place.toldAt ?? 0),
      cameAt: place.arrivedAt,
      postponed: place.postponed,
    });
    return { kind: 'came', lateness: kind };
  }
  if (place.arrivedAt !== null || place.endedAt !== null) return { kind: 'goes', because: 'crossing-ended' };
  if (place.leavingAt !== null && now >= place.leavingAt + TAKE_BACK_MS)
    return { kind: 'goes', because: 'given-up' };
  if (place.state === 'asked')
    return now < place.untilHour + HOUR_MS ? { kind: 'stays' } : { kind: 'goes', because: 'hours-past' };
  const isLost = isGivenUp({
    now,
    toldAt: Math.max(place.hourStart + at.shutMs, place.toldAt ?? 0),
    liveAt: at.liveAt ?? now,
  });
  return isLost ? { kind: 'goes', because: 'no-show' } : { kind: 'stays' };
}
