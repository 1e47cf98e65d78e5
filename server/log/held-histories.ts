import type { GateId } from '@/domain/shared/identity';
import type { Stored } from './crossing-rows';

export type History = readonly Stored[];

/**
 * Histories as they were last read or written, so that a vehicle's tenth tick does not read the nine before it again.
 * Nothing is believed of them: one counts only where the log's own chain at its last position says that everything
 * up to there is the same (`gateHash`), whatever was rolled back or restored meanwhile.
 */
export type HeldHistories = {
  /** What is held up to this position; null when it is not held, or ends elsewhere. */
  readonly upTo: (gateId: GateId, crossingId: string, position: number) => History | null;
  readonly hold: (gateId: GateId, crossingId: string, history: History) => void;
};

/** Some 150 MB: the events of a day of the whole province. */
const EVENTS_HELD = 100_000;

export function heldHistories(most: number = EVENTS_HELD): HeldHistories {
  const held = new Map<string, History>();
  let events = 0;
  const drop = (key: string) => {
    events -= held.get(key)?.length ?? 0;
    held.delete(key);
  };
  return {
    upTo: (gateId, crossingId, position) => {
      const history = held.get(`${gateId} ${crossingId}`) ?? null;
      return history?.at(-1)?.position === position ? history : null;
    },
    hold: (gateId, crossingId, history) => {
      const key = `${gateId} ${crossingId}`;
      drop(key);
      if (history.length === 0) return;
      held.set(key, history);
      events += history.length;
      // A map remembers the order in which its keys came: the one that was longest not written goes first.
      for (const oldest of held.keys()) {
        if (events <= most) break;
        drop(oldest);
      }
    },
  };
}
