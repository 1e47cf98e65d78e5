/** Seeded chance: the same seed, the same corpus, on every machine (only integer arithmetic and sums decide it). */
export type Chance = {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  readonly between: (from: number, to: number) => number;
  /** Standard normal. */
  readonly normal: () => number;
  readonly whole: (below: number) => number;
};

export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => {
    let sum = 0;
    for (let count = 0; count < 12; count += 1) sum += next();
    return sum - 6;
  };
  return {
    next,
    between: (from, to) => from + (to - from) * next(),
    normal,
    whole: (below) => Math.floor(next() * below),
  };
}
