/**
 * The centre's own words for whom a second person's approval did not call (FL-26): they stand as the reason of a recall,
 * where a person's own words stand otherwise.
 */
export const KEPT_BACK = [
  'not-waiting', // gone meanwhile, or called by another call
  'on-hold', // an officer holds it
  'class-limit', // no more of its class may go now
  'declared-late', // declared too late for today
] as const;
export type KeptBack = (typeof KEPT_BACK)[number];

/** The centre's word, where a reason is one; null: a person wrote it. */
export const keptBackAs = (reason: string): KeptBack | null =>
  KEPT_BACK.find((each) => each === reason) ?? null;
