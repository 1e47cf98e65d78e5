/** A job that runs again and again in this process, never over itself; a failure is told and the next beat comes. */
export function startBeat(beat: {
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}): { readonly stop: () => Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    running = beat
      .work()
      .then(() => undefined, beat.onError)
      .finally(() => {
        isRunning = false;
      });
  }, beat.everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
