const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Later than this after the live time counts as late (Estonia: more than an hour). */
export const LATE_FROM_MS = HOUR_MS;
/** A place may be postponed by one of these, once in sixty days (eCherha, November 2025). */
export const POSTPONE_HOURS = [4, 6, 8, 10] as const;
export const POSTPONE_AGAIN_MS = 60 * DAY_MS;
/** Two no-shows running block a vehicle for so long (the same). Time, not money. */
const BLOCK_MS = 14 * DAY_MS;
/** When the line itself ran so late, nobody's lateness is counted (rule 11). */
export const GATE_LATE_MINUTES = 60;
const LONGEST_POSTPONEMENT_MS = Math.max(...POSTPONE_HOURS) * HOUR_MS;

export type AfterLateness =
  | { readonly kind: 'kept' }
  /** Kept as if it had asked to come later: its allowance is used. */
  | { readonly kind: 'postponed'; readonly hours: number }
  /** Asks anew, behind those who have a place. */
  | { readonly kind: 'lost' };

/** What becomes of the place of a vehicle that comes late to the yard (FL-30). Times in ms. */
export function placeAfterLateness(input: {
  /** What its driver was told last. */
  readonly toldAt: number;
  readonly cameAt: number;
  /** It has used its allowance in the last sixty days. */
  readonly postponed: boolean;
}): AfterLateness {
  const lateMs = input.cameAt - input.toldAt;
  if (lateMs <= LATE_FROM_MS) return { kind: 'kept' };
  if (input.postponed || lateMs > LONGEST_POSTPONEMENT_MS) return { kind: 'lost' };
  const hours = POSTPONE_HOURS.find((each) => lateMs <= each * HOUR_MS);
  return hours === undefined ? { kind: 'lost' } : { kind: 'postponed', hours };
}

/** A missed call is repeated once with its place kept; missed again on the same day, the vehicle asks anew. */
export const afterMissedCall = (missesToday: number): 'called-again' | 'asks-anew' =>
  missesToday <= 1 ? 'called-again' : 'asks-anew';

/** What a vehicle has done with its places, oldest first. */
export type PlaceRecord =
  | { readonly kind: 'came'; readonly at: number }
  | { readonly kind: 'postponed'; readonly at: number }
  | {
      readonly kind: 'no-show';
      readonly at: number;
      /** By how much the line itself ran late then. */
      readonly behindMinutes: number;
      /** The message reached its driver. */
      readonly reached: boolean;
    };

/**
 * Where a vehicle stands on the ladder (FL-30): whether it may still postpone, and until when it is blocked, null: it is
 * not. What the gate's own lateness or an unheard message caused does not count.
 */
export function standingOf(
  records: readonly PlaceRecord[],
  now: number,
): { readonly mayPostpone: boolean; readonly blockedUntil: number | null } {
  const postponedAt = records.findLast(({ kind, at }) => kind === 'postponed' && at <= now)?.at;
  let running = 0;
  let blockedUntil: number | null = null;
  for (const record of records.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at)) {
    if (record.kind === 'came') running = 0;
    if (record.kind !== 'no-show' || !record.reached || record.behindMinutes >= GATE_LATE_MINUTES) continue;
    running += 1;
    if (running >= 2) blockedUntil = record.at + BLOCK_MS;
  }
  return {
    mayPostpone: postponedAt === undefined || now - postponedAt >= POSTPONE_AGAIN_MS,
    blockedUntil: blockedUntil !== null && blockedUntil > now ? blockedUntil : null,
  };
}
