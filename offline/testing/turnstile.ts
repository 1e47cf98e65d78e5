/**
 * Hand-flushed time: every await of a tablet stands at a turnstile until the test lets it through, so any interleaving
 * of tablets, tabs and requests can be played, and a tablet can be killed between any two awaits.
 */
export type Turnstile = {
  /** Wraps every method: one stop before it runs and one before its answer is heard. */
  readonly around: <T extends object>(target: T, life: Life) => T;
  /** Lets one waiting step through, chosen by `choice`; false when none waits. */
  readonly step: (choice: number) => Promise<boolean>;
  /** Lets everything through until nothing waits. */
  readonly drain: () => Promise<void>;
};

/** One run of the app on a tablet. Once ended, nothing of it ever goes on. */
export type Life = { alive: boolean };

const breath = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createTurnstile(): Turnstile {
  /** Methods between their two stops: with a real database behind them they take more than one breath. */
  let running = 0;
  async function settle(): Promise<void> {
    do await breath();
    while (running > 0);
  }
  const waiting: { readonly life: Life; readonly pass: () => void }[] = [];
  const stop = (life: Life) => new Promise<void>((pass) => waiting.push({ life, pass }));

  async function step(choice: number): Promise<boolean> {
    await settle();
    for (let at = waiting.length - 1; at >= 0; at -= 1)
      if (waiting[at]?.life.alive === false) waiting.splice(at, 1);
    const [next] = waiting.splice(choice % Math.max(1, waiting.length), 1);
    next?.pass();
    await settle();
    return next !== undefined;
  }

  return {
    around: (target, life) =>
      new Proxy(target, {
        get: (object, name) => {
          const member: unknown = Reflect.get(object, name);
          if (typeof member !== 'function' || name === 'subscribe' || name === 'close') return member;
          return async (...given: unknown[]) => {
            await stop(life);
            running += 1;
            try {
              return await Reflect.apply(member, object, given);
            } finally {
              running -= 1;
              await stop(life);
            }
          };
        },
      }),
    step,
    drain: async () => {
      while (await step(0));
    },
  };
}
