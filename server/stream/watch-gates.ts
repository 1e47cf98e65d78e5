import type { GateId } from '@/domain/shared/identity';
import type { GatePositions, GateWatcher } from './gate-watcher';

/**
 * The gates of one viewer that moved, batch by batch, until `signal` fires: first those that moved since `seen`, then
 * each change. A slow viewer gets the newest batch, never a growing backlog: changes that pile up while it reads are
 * merged by gate.
 */
export async function* watchGates(
  watcher: GateWatcher,
  gates: readonly GateId[],
  seen: GatePositions,
  signal: AbortSignal,
): AsyncGenerator<GatePositions, void> {
  const wanted = new Set<GateId>(gates);
  let pending = new Map<GateId, number>();
  let wake: (() => void) | null = null;

  const leave = watcher.subscribe((changed) => {
    for (const [gate, position] of changed) if (wanted.has(gate)) pending.set(gate, position);
    if (pending.size > 0) wake?.();
  });
  const onAbort = () => wake?.();
  signal.addEventListener('abort', onAbort);
  try {
    // Read after subscribing: a change between the two is seen twice rather than never.
    const positions = watcher.positions();
    for (const gate of gates) {
      const position = positions.get(gate) ?? 0;
      if (seen.get(gate) !== position && !pending.has(gate)) pending.set(gate, position);
    }
    while (!signal.aborted) {
      if (pending.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
        continue;
      }
      const batch = pending;
      pending = new Map();
      yield batch;
    }
  } finally {
    leave();
    signal.removeEventListener('abort', onAbort);
  }
}
