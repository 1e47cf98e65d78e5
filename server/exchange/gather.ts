/**
 * Takes jobs one by one and does them together: while some are being done, the next ones gather. A job waits for
 * nobody when nothing is being done, so an idle centre answers as fast as before.
 *
 *   take ──▶ waiting ──(a slot is free)──▶ under way, as many as `most` allows ──▶ done, each with its own result
 */
export type Gathering<J, R> = {
  readonly take: (job: J) => Promise<R>;
};

export type GatherOptions<J, R> = {
  /** Two of one key are never under way at once. */
  readonly keyOf: (job: J) => string;
  readonly weightOf: (job: J) => number;
  readonly most: { readonly jobs: number; readonly weight: number };
  /** Turns that may be under way at once. */
  readonly turns: number;
  /** Asked before each turn, told after it: what several gatherings share. */
  readonly slots: Slots;
  /** All of them or none: results in the order of the jobs. */
  readonly work: (jobs: readonly J[]) => Promise<readonly R[]>;
};

type Waiting<J, R> = {
  readonly job: J;
  readonly settle: (result: R) => void;
  readonly fail: (error: unknown) => void;
};

export function gather<J, R>(options: GatherOptions<J, R>): Gathering<J, R> {
  const { keyOf, weightOf, most, work, slots } = options;
  let waiting: Waiting<J, R>[] = [];
  const underWay = new Set<string>();
  let turns = 0;

  /** The longest waiting first; the others of a key that is under way stay where they are. */
  function next(): readonly Waiting<J, R>[] {
    const chosen: Waiting<J, R>[] = [];
    const rest: Waiting<J, R>[] = [];
    let weight = 0;
    for (const one of waiting) {
      const key = keyOf(one.job);
      const fits = chosen.length === 0 || weight + weightOf(one.job) <= most.weight;
      if (chosen.length < most.jobs && fits && !underWay.has(key)) {
        underWay.add(key);
        weight += weightOf(one.job);
        chosen.push(one);
      } else rest.push(one);
    }
    waiting = rest;
    return chosen;
  }

  async function turn(): Promise<void> {
    turns += 1;
    const leave = await slots.enter();
    const chosen = next();
    try {
      await together(chosen);
    } finally {
      for (const { job } of chosen) underWay.delete(keyOf(job));
      turns -= 1;
      leave();
      wake();
    }
  }

  async function together(chosen: readonly Waiting<J, R>[]): Promise<void> {
    if (chosen.length === 0) return;
    try {
      const results = await work(chosen.map(({ job }) => job));
      if (results.length !== chosen.length) throw new Error('not one result per job');
      for (const [at, { settle, fail }] of chosen.entries()) {
        const result = results[at];
        if (result === undefined) fail(new Error('no result'));
        else settle(result);
      }
    } catch (error) {
      const [only] = chosen;
      if (chosen.length === 1) only?.fail(error);
      // One of them spoils it for all: each for itself, so that only that one fails.
      else for (const one of chosen) await together([one]);
    }
  }

  function wake(): void {
    if (turns >= options.turns || !waiting.some(({ job }) => !underWay.has(keyOf(job)))) return;
    void turn();
  }

  return {
    take: (job) =>
      new Promise((settle, fail) => {
        waiting.push({ job, settle, fail });
        wake();
      }),
  };
}

/** So many at once; the others in the order in which they came. */
export type Slots = { readonly enter: () => Promise<() => void> };

export function makeSlots(count: number): Slots {
  let free = count;
  const queue: (() => void)[] = [];
  const leave = () => {
    const first = queue.shift();
    if (first === undefined) free += 1;
    else first();
  };
  return {
    enter: async () => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => queue.push(resolve));
      return leave;
    },
  };
}
