import type { GateSnapshot } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import type { GateWatcher } from '@/server/stream/gate-watcher';

/** Figures grow old without any event (hours pass, waits lengthen): a snapshot is made anew at least this often. */
export const SNAPSHOT_MAX_AGE_MS = 15_000;

export type Board = {
  readonly watcher: () => Promise<GateWatcher>;
  /** The gate's figures as of where its log stands; thousands of viewers cost one query per change. */
  readonly snapshot: (gateId: GateId) => Promise<GateSnapshot>;
};

type Kept = { readonly position: number; readonly at: number; readonly snapshot: Promise<GateSnapshot> };

export function createBoard(options: {
  readonly watcher: () => Promise<GateWatcher>;
  readonly read: (gateId: GateId) => Promise<GateSnapshot>;
  readonly now: () => number;
}): Board {
  const kept = new Map<GateId, Kept>();
  return {
    watcher: options.watcher,
    snapshot: async (gateId) => {
      const position = (await options.watcher()).positions().get(gateId) ?? 0;
      const now = options.now();
      const known = kept.get(gateId);
      if (known && known.position === position && now - known.at < SNAPSHOT_MAX_AGE_MS) return known.snapshot;
      const snapshot = options.read(gateId);
      const made: Kept = { position, at: now, snapshot };
      kept.set(gateId, made);
      // A failed read is not kept: the next viewer asks again.
      snapshot.catch(() => {
        if (kept.get(gateId) === made) kept.delete(gateId);
      });
      return snapshot;
    },
  };
}
