import { chanceOf } from '@/scripts/play/chance';

/** All that is left to chance in a simulated world. The same seed gives the same answers in the same order. */
export type Dice = {
  /** In [0, 1). */
  readonly next: () => number;
  /** 0 … below − 1 */
  readonly below: (below: number) => number;
  readonly happens: (share: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly bytes: (length: number) => Uint8Array<ArrayBuffer>;
};

export function diceOf(seed: number): Dice {
  const { next, happens } = chanceOf(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    happens,
    pick: (list) => {
      const found = list[below(list.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}

/** Seeds that lie side by side give unlike streams. */
export const mixed = (seed: number, salt: number): number =>
  Math.imul(seed ^ (salt * 0x9e3779b1), 0x85ebca6b) >>> 0;
