import { PULL_PAGE_SIZE } from '@/domain/sync/protocol';

export type Page<T> = {
  upserts: T[];
  tombstones: string[];
  next: number;
  done: boolean;
  count: number;
};

/** What a stream says that must be read anew: nothing yet, from 0, more to come. */
export const anew = <T>(): Page<T> => ({ upserts: [], tombstones: [], next: 0, done: false, count: 0 });

/** `numbers`: the numbers of the rows that were read, ascending, whether they are sent or not. */
export function page<T>(
  upserts: T[],
  tombstones: string[],
  numbers: readonly number[],
  from: number,
): Page<T> {
  return {
    upserts,
    tombstones,
    next: numbers.at(-1) ?? from,
    done: numbers.length < PULL_PAGE_SIZE,
    count: upserts.length,
  };
}
