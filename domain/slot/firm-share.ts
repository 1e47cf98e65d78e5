/** A firm's part of one hour of one direction, at most (rule 6; assumed, the reports name none). */
const FIRM_SHARE = 0.3;

/** Places of an hour that one firm may hold (SL-3); one at least, or a small gate would have nobody. */
export const firmMost = (hourCapacity: number): number =>
  Math.max(1, Math.floor(hourCapacity * FIRM_SHARE + 1e-9));
