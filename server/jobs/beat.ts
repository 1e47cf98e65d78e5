/** A job that runs again and again in this process, never over itself; a failure is told and the next beat comes. */
export function startBeat(beat: {
  readonly everyMs: number;
  /** Whether the first beat comes now, not when the time has passed once. */
  readonly atOnce?: boolean;
  readonly work: () => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}): { readonly stop: () => Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;
  const run = () => {
    if (isRunning) return;
    isRunning = true;
    running = beat
      .work()
      .then(() => undefined, beat.onError)
      .finally(() => {
        isRunning = false;
      });
  };
  const timer = setInterval(run, beat.everyMs);
  timer.unref();
  if (beat.atOnce === true) run();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
