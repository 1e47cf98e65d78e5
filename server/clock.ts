/** Injected wherever time is asked for, so that a test can hold it. */
export type Clock = {
  /** ms since the epoch. */
  readonly now: () => number;
};

export const systemClock: Clock = { now: () => Date.now() };
