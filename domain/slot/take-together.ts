import type { SlotRefusal } from './may-take';

/** Somebody who wants a place in an hour now, in the order in which they pressed. */
export type Seeker = {
  /** Names the slot, and the firm's share of its hour. */
  readonly slot: string;
  readonly share: string;
  /** Where no place is free: a place in the line instead. */
  readonly wait: boolean;
};

export type Found =
  | { readonly kind: 'taken'; readonly nth: number }
  | { readonly kind: 'waits' }
  | { readonly kind: 'refused'; readonly because: Extract<SlotRefusal, 'SL-FULL' | 'SL-FIRM'> };

/** What stands of one slot: given out, gone, and whether somebody waits for it already. */
export type SlotStand = {
  readonly released: number;
  readonly booked: number;
  readonly isWaitedFor: boolean;
};

/**
 * Those who press at the same moment are served one after the other (SL-12, SL-4): a free place goes to the first who may
 * have it, unless somebody waits for it already; then everybody stands in that line. One answer per seeker, in order.
 */
export function takeTogether(
  seekers: readonly Seeker[],
  slots: ReadonlyMap<string, SlotStand>,
  /** Places that each firm may still take of each hour. */
  shares: ReadonlyMap<string, number>,
): readonly Found[] {
  const booked = new Map<string, number>();
  const used = new Map<string, number>();
  return seekers.map(({ slot, share, wait }) => {
    const stand = slots.get(slot);
    const gone = (stand?.booked ?? 0) + (booked.get(slot) ?? 0);
    const isFree = stand !== undefined && gone < stand.released && !stand.isWaitedFor;
    const ofFirm = used.get(share) ?? 0;
    if (isFree && ofFirm < (shares.get(share) ?? 0)) {
      booked.set(slot, (booked.get(slot) ?? 0) + 1);
      used.set(share, ofFirm + 1);
      return { kind: 'taken', nth: gone + 1 };
    }
    if (wait) return { kind: 'waits' };
    return { kind: 'refused', because: isFree ? 'SL-FIRM' : 'SL-FULL' };
  });
}
