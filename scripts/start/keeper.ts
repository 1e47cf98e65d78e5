import { setTimeout as pause } from 'node:timers/promises';

/** A process that we started and that should run until we stop it. */
export type Kept = { readonly ended: Promise<unknown>; stop(): Promise<void> };

export type Keeper = {
  /** Settles with the reason when the process died too often. */
  readonly gaveUp: Promise<string>;
  /** Stops it for good. */
  stop(): Promise<void>;
};

export type KeeperSettings<T extends Kept> = {
  readonly name: string;
  readonly restart: () => Promise<T>;
  readonly say: (sentence: string) => void;
  /** More deaths than this within a minute are not an accident. */
  readonly deathsAllowed: number;
  readonly pauseMs: number;
};

const COUNTED_WITHIN_MS = 60_000;

/**
 *   running ──dies──▶ restarting ──▶ running
 *      │                  └─died too often─▶ given up
 *      └──stop──▶ stopped
 */
export function keep<T extends Kept>(first: T, settings: KeeperSettings<T>): Keeper {
  let current: T = first;
  let isStopping = false;
  let underway: Promise<void> = Promise.resolve();
  let giveUp: (reason: string) => void = () => undefined;
  const gaveUp = new Promise<string>((resolve) => {
    giveUp = resolve;
  });
  const deaths: number[] = [];

  const revive = async () => {
    for (;;) {
      // Ctrl-C reaches the whole process group: give our own stop the time to be heard.
      await pause(settings.pauseMs);
      if (isStopping) return;
      const now = Date.now();
      deaths.push(now);
      const recent = deaths.filter((at) => now - at < COUNTED_WITHIN_MS).length;
      if (recent > settings.deathsAllowed) {
        giveUp(`The ${settings.name} ended ${recent} times within a minute`);
        return;
      }
      settings.say(`The ${settings.name} ended unexpectedly; starting it again.`);
      try {
        current = await settings.restart();
        if (isStopping) await current.stop();
        else watch();
        return;
      } catch (error) {
        settings.say(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const watch = () => {
    void current.ended.then(() => {
      if (!isStopping) underway = revive();
    });
  };
  watch();

  return {
    gaveUp,
    async stop() {
      isStopping = true;
      await underway;
      await current.stop();
    },
  };
}
