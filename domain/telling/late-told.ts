const HOUR_MS = 3_600_000;
/** So long before, there is still somebody to ask for it. */
const AHEAD_MS = 2 * HOUR_MS;
/** Whoever looks for the first time after a standstill still says what has just run out. */
const AFTER_MS = 2 * HOUR_MS;

/** TE-14: whether a firm is told now of something that it promised for this moment. Times in ms. */
export const isLateTold = (dueAt: number, now: number): boolean =>
  dueAt - AHEAD_MS <= now && now < dueAt + AFTER_MS;
