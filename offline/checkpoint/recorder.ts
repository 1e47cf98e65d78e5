import { v7 } from 'uuid';
import { type EventId, eventIdSchema } from '@/domain/shared/identity';
import type { Stamp } from '@/domain/sync/chain';
import type { EventDraft } from '@/domain/sync/event';
import { makingRoom } from '../store/let-go';
import type { ClockReading, PassRow, PhotoRow } from '../store/rows';
import type { Store, Writing } from '../store/store';
import { StoreTrouble } from '../store/trouble';
import { type Clock, offsetNow } from '../sync/clock';
import type { RandomBytes } from '../unlock/vault';
import type { Recorded } from './outcome';

export type Recorder = {
  readonly record: (drafts: readonly EventDraft[], seen?: PassRow | null) => Promise<Recorded>;
  /**
   * A photograph with the event that speaks of it. Storage is for scans first: on a full disk it is refused, nothing of
   * it waits in memory (OF-72).
   */
  readonly keepPhoto: (
    draft: EventDraft,
    photoOf: (event: EventId) => PhotoRow,
  ) => Promise<Recorded | { readonly kind: 'no-room' }>;
  /** Tries again to write what rests in memory only. */
  readonly flush: () => Promise<void>;
  readonly memoryOnly: () => number;
};

/**
 * Says "recorded" only of what is committed (OF-17). On a full disk it first lets go of what the centre has, then goes
 * on in memory, in order, and writes it with the next event that fits.
 */
export function createRecorder(ports: {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly reading: () => ClockReading | null;
  readonly onTrouble: () => void;
}): Recorder {
  const { store, clock, random, reading, onTrouble } = ports;
  let waiting: Writing['entries'] = [];
  /** One writing after another: what waits in memory must not be written by two at once. */
  let last: Promise<unknown> = Promise.resolve();

  const stamp = (): Stamp => ({
    id: eventIdSchema.parse(v7({ msecs: clock.wall(), random: random(16) })),
    wall: clock.wall(),
    mono: clock.mono(),
    boot: clock.boot,
    offset: offsetNow(reading(), clock),
  });

  const append = (writing: Writing) => makingRoom(store, clock.wall, () => store.append(writing));

  async function write(entries: Writing['entries'], seen: PassRow | null): Promise<Recorded> {
    const all = [...waiting, ...entries];
    try {
      const events = await append({ entries: all, seen });
      const before = waiting.length;
      waiting = [];
      if (before > 0) onTrouble();
      const written = events.slice(before).map(({ id, seq }) => ({ id, seq }));
      return { kind: 'recorded', events: written };
    } catch (error) {
      if (!(error instanceof StoreTrouble)) throw error;
      waiting = all;
      onTrouble();
      return { kind: 'memory-only', reason: error.kind };
    }
  }

  function queue<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  }

  return {
    record: (drafts, seen = null) => {
      const entries = drafts.map((draft) => ({ draft, stamp: stamp() }));
      return queue(() => write(entries, seen));
    },
    keepPhoto: (draft, photoOf) => {
      const made = stamp();
      return queue(async () => {
        if (waiting.length > 0) return { kind: 'no-room' };
        try {
          const writing = { entries: [{ draft, stamp: made }], seen: null, photo: photoOf(made.id) };
          const events = await store.append(writing);
          return { kind: 'recorded', events: events.map(({ id, seq }) => ({ id, seq })) };
        } catch (error) {
          if (error instanceof StoreTrouble) return { kind: 'no-room' };
          throw error;
        }
      });
    },
    flush: () => queue(async () => void (waiting.length > 0 ? await write([], null) : null)),
    memoryOnly: () => waiting.length,
  };
}
