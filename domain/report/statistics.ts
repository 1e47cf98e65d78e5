import { percentile } from '../flow/waits';

/** Lengths of time of `count` vehicles, ms; null where there is too little to say (RP-12). */
export type Spread = {
  readonly count: number;
  readonly meanMs: number | null;
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
};

/** From how many vehicles on a P90 says something about more than its slowest one. */
export const P90_FROM = 5;

/** RP-12: mean, median and P90, the percentiles interpolated as Postgres' percentile_cont does. */
export function spreadOf(lengths: readonly number[]): Spread {
  const sorted = [...lengths].sort((a, b) => a - b);
  const rounded = (value: number | null) => (value === null ? null : Math.round(value));
  return {
    count: sorted.length,
    meanMs:
      sorted.length === 0
        ? null
        : Math.round(sorted.reduce((total, length) => total + length, 0) / sorted.length),
    medianMs: rounded(percentile(sorted, 0.5)),
    p90Ms: sorted.length < P90_FROM ? null : rounded(percentile(sorted, 0.9)),
  };
}
