import type { Slot } from './slot';
import type { ClassCapacity } from './slot-capacity';

/** One hour as somebody sees it who looks for a place. Times in ms. */
export type HourOffer = {
  readonly hourStart: number;
  /** When somebody who takes it would be called as things stand; null: beyond what is reckoned. */
  readonly liveAt: number | null;
  /** Places that can be had now. */
  readonly free: number;
  readonly released: number;
  readonly capacity: number;
  readonly limitedBy: ClassCapacity['limitedBy'];
  /** Those who wait for this hour. */
  readonly waiting: number;
  /** When more of it is given out; null: all of it is. */
  readonly nextReleaseAt: number | null;
  /** What one's own firm may still take of it. */
  readonly firmLeft: number;
};

/** What a tap on an hour does. */
export type OfferKind = 'free' | 'firm-share' | 'draw' | 'waiting' | 'closed';

/** What can be done with an hour (SL-11): take a place, ask before it is given out, wait until somebody gives one up. */
export function offerKind(offer: HourOffer): OfferKind {
  if (offer.capacity === 0 && offer.released === 0) return 'closed';
  if (offer.free > 0) return offer.firmLeft > 0 ? 'free' : 'firm-share';
  return offer.nextReleaseAt === null ? 'waiting' : 'draw';
}

/**
 * Whether a press on an hour joins its line, and whether later hours may do as well. Places may be free while somebody
 * waits: those whose firm has its share. Nobody is quicker than the line, so a press joins it, and the line serves it at
 * once where it passes over all others (SL-4).
 */
export function pressOf(offer: HourOffer): { readonly waits: boolean; readonly isFlexible: boolean } {
  const kind = offerKind(offer);
  const isFlexible = kind === 'draw' || kind === 'waiting';
  return { isFlexible, waits: isFlexible || (kind === 'free' && offer.waiting > 0) };
}

/** My own place, or my wish for one. */
export type MyPlace = Slot & {
  readonly state: 'asked' | 'booked' | 'came' | 'gone';
  /** What finds it in the public record. */
  readonly reference: string;
  readonly untilHour: number;
  readonly askedAt: number;
  readonly leavingAt: number | null;
  readonly goneBecause: string | null;
  readonly liveAt: number | null;
  /** Of a wish: who asked earlier for the same hours. */
  readonly before: number;
  /** The next release whose draw it is in; null: it waits for a place that is given up. */
  readonly drawnAt: number | null;
  readonly mayPostpone: boolean;
};
