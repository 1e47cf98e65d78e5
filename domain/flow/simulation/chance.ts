/** A seeded source of chance (mulberry32): the same seed plays the same day. */
export type Chance = {
  /** In [0, 1). */
  readonly next: () => number;
  readonly happens: (share: number) => boolean;
  /** Log-normal with the given median and 90th percentile, same unit. */
  readonly spread: (median: number, p90: number) => number;
};

/** z of the 90th percentile of the normal distribution. */
const Z90 = 1.2816;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    happens: (share) => next() < share,
    spread: (median, p90) => median * Math.exp((Math.log(p90 / median) / Z90) * normal()),
  };
}
