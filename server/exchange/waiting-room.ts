/**
 * Who may come in now. A request that waits holds a connection and nothing else: its body is not read before it is
 * its turn. Who would wait longer than a tablet does is told when to come again, each at a time of its own, so that
 * ten thousand that come at once come back one after the other.
 *
 *   enter ──▶ in (as many as are soon served) ──leave──▶ the longest waiting comes in
 *     ├────▶ waiting ──gave up──▶ gone
 *     │         └──waited too long──┐
 *     └─────────────────────────────┴──▶ later, in so many seconds
 */
export type Entry =
  | { readonly kind: 'in'; readonly leave: () => void }
  | { readonly kind: 'later'; readonly seconds: number }
  | { readonly kind: 'gone' };

export type WaitingRoom = {
  /** `gone` fires when whoever waits has given up. */
  readonly enter: (gone: AbortSignal) => Promise<Entry>;
};

export type WaitingRoomOptions = {
  /** At most, and at least, so many inside; between them, as many as are served in `insideMs`. */
  readonly inside: { readonly most: number; readonly least: number; readonly ms: number };
  readonly longestWaitMs: number;
  /** ms, monotonic. */
  readonly now: () => number;
};

/** Before anything is known: forty a second. */
const FIRST_GUESS_MS = 25;
/** What was known before others had to wait is worth as much as so many departures that are seen now. */
const GUESS_WEIGHT = 8;
/** Appointments stand closer than the pace: some do not come, and a machine that has warmed up must not wait for them. */
const CLOSER = 0.75;
/** The pace is that of the last departures; they come in bunches, a transaction at a time. */
const DEPARTURES_KEPT = 128;
/** Fewer say nothing of the hours to come: while ten thousand knock at once nobody leaves for some seconds. */
const PACE_KNOWN_AFTER = 64;

export function makeWaitingRoom({ inside, longestWaitMs, now }: WaitingRoomOptions): WaitingRoom {
  const waiting = new Set<() => void>();
  let within = 0;
  /** While others wait: when the first of them came, then each departure. */
  let times: number[] = [];
  let guessMs = FIRST_GUESS_MS;
  let nextAppointment = 0;

  /** ms between two departures, what has passed since the last one included: a standstill shows. */
  function betweenMs(): number {
    const [first] = times;
    const passed = first === undefined ? 0 : now() - first;
    const seen = Math.max(0, times.length - 1);
    return (passed + GUESS_WEIGHT * guessMs) / (seen + GUESS_WEIGHT);
  }

  /**
   * ms between two departures as far as it is known, a standstill apart. Who comes too early is told again, which costs
   * little; appointments too far apart leave the machine idle while tablets wait for theirs.
   */
  function paceMs(): number {
    const [first, last] = [times[0], times.at(-1)];
    const seen = times.length - 1;
    return first === undefined || last === undefined || seen < PACE_KNOWN_AFTER
      ? Math.min(guessMs, FIRST_GUESS_MS)
      : (last - first) / seen;
  }

  const room = () => Math.min(inside.most, Math.max(inside.least, Math.floor(inside.ms / betweenMs())));

  function leave(): void {
    within -= 1;
    if (waiting.size === 0) {
      guessMs = betweenMs();
      times = [];
    } else times = [...times.slice(1 - DEPARTURES_KEPT), now()];
    for (const come of waiting) {
      if (within >= room()) return;
      come();
    }
  }

  function comeIn(): Entry {
    within += 1;
    let isOut = false;
    return {
      kind: 'in',
      leave: () => {
        if (!isOut) leave();
        isOut = true;
      },
    };
  }

  function later(): Entry {
    const at = now();
    nextAppointment = Math.max(nextAppointment, at + longestWaitMs) + paceMs() * CLOSER;
    return { kind: 'later', seconds: Math.ceil((nextAppointment - at) / 1000) };
  }

  function wait(gone: AbortSignal): Promise<Entry> {
    if (waiting.size === 0) times = [now()];
    return new Promise((resolve) => {
      const settle = (entry: Entry) => {
        waiting.delete(come);
        clearTimeout(tooLong);
        gone.removeEventListener('abort', giveUp);
        resolve(entry);
      };
      const come = () => settle(comeIn());
      const giveUp = () => settle({ kind: 'gone' });
      const tooLong = setTimeout(() => settle(later()), longestWaitMs);
      waiting.add(come);
      gone.addEventListener('abort', giveUp, { once: true });
    });
  }

  return {
    enter: async (gone) => {
      if (gone.aborted) return { kind: 'gone' };
      if (waiting.size === 0 && within < room()) return comeIn();
      return waiting.size * betweenMs() >= longestWaitMs ? later() : wait(gone);
    },
  };
}
