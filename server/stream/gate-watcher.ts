import type { GateId } from '@/domain/shared/identity';

/**
 * One per node. The truth is where each gate's log stands (`readPositions`, one small query); a notification only says
 * "look now instead of at the next beat". A lost notification costs at most one beat, never an update.
 *
 *   notified ──┐
 *              ├─► look (one at a time; a hint during a look asks for one more) ─► positions grew? ─► tell listeners
 *   beat ──────┘
 */
export type GatePositions = ReadonlyMap<GateId, number>;
export type GateWatcher = {
  /** Where each gate's log stood at the last look. */
  readonly positions: () => GatePositions;
  /** When the last look that succeeded began, ms since the epoch. */
  readonly lookedAt: () => number;
  /** Called once per look with the gates whose position changed. Returns the way out. */
  readonly subscribe: (listener: (changed: GatePositions) => void) => () => void;
  readonly stop: () => Promise<void>;
};

export type GateWatcherOptions = {
  readonly readPositions: () => Promise<GatePositions>;
  /** Starts listening for hints; resolves to the way to stop. */
  readonly listen: (onHint: () => void) => Promise<() => Promise<void>>;
  readonly beatMs: number;
  /** A burst of hints becomes one look: the least time between two looks. */
  readonly restMs: number;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
};

export async function startGateWatcher(options: GateWatcherOptions): Promise<GateWatcher> {
  const { readPositions, listen, beatMs, restMs, now, onError } = options;
  const listeners = new Set<(changed: GatePositions) => void>();
  let positions: GatePositions = new Map();
  let lookedAt = 0;
  let stopped = false;
  let looking: Promise<void> | null = null;
  let askedAgain = false;
  let rest: NodeJS.Timeout | null = null;

  const look = async (): Promise<void> => {
    const begun = now();
    const found = await readPositions();
    lookedAt = begun;
    // Any difference counts, also backwards: after a restore of the database the boards must follow.
    const changed = new Map([...found].filter(([gate, position]) => positions.get(gate) !== position));
    positions = found;
    if (changed.size === 0) return;
    for (const listener of [...listeners]) {
      try {
        listener(changed);
      } catch (error) {
        onError(error);
      }
    }
  };

  const wake = (): void => {
    if (stopped) return;
    if (looking || rest) {
      askedAgain = true;
      return;
    }
    looking = look()
      .catch(onError)
      .finally(() => {
        looking = null;
        if (stopped) return;
        rest = setTimeout(() => {
          rest = null;
          if (!askedAgain) return;
          askedAgain = false;
          wake();
        }, restMs);
      });
  };

  await look();
  const unlisten = await listen(wake);
  const beat = setInterval(wake, beatMs);
  beat.unref();

  return {
    positions: () => positions,
    lookedAt: () => lookedAt,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      stopped = true;
      clearInterval(beat);
      if (rest) clearTimeout(rest);
      listeners.clear();
      await unlisten();
      await looking;
    },
  };
}
