/**
 * Who may come in now. A request that waits holds a connection and nothing else: its body is not read before it is
 * its turn. Who would wait longer than a tablet does is told when to come again, each at a time of its own, so that
 * ten thousand that come at once come back one after the other.
 *
 *   enter ──▶ in (at most `inside`) ──leave──▶ the longest waiting comes in
 *     ├────▶ waiting ──gave up──▶ gone
 *     └────▶ later, in so many seconds
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
  readonly inside: number;
  readonly longestWaitMs: number;
  /** ms, monotonic. */
  readonly now: () => number;
};

/** Until the first have been served: a slow machine, so that nobody waits in vain. */
const FIRST_GUESS_MS = 25;
/** Weight of one departure in the mean time between two, which come in bunches. */
const LEARNING = 0.01;

export function makeWaitingRoom({ inside, longestWaitMs, now }: WaitingRoomOptions): WaitingRoom {
  const waiting = new Set<() => void>();
  let within = 0;
  let betweenMs = FIRST_GUESS_MS;
  let lastLeft: number | null = null;
  let nextAppointment = 0;

  function leave(): void {
    const at = now();
    // A departure says how fast this is only while others wait behind it.
    if (lastLeft !== null) betweenMs += LEARNING * (at - lastLeft - betweenMs);
    lastLeft = waiting.size > 0 ? at : null;
    const [first] = waiting;
    if (first === undefined) within -= 1;
    else {
      waiting.delete(first);
      first();
    }
  }

  function oneWayOut(): () => void {
    let isOut = false;
    return () => {
      if (!isOut) leave();
      isOut = true;
    };
  }

  function appointment(): number {
    const at = now();
    nextAppointment = Math.max(nextAppointment, at + longestWaitMs) + betweenMs;
    return Math.ceil((nextAppointment - at) / 1000);
  }

  return {
    enter: async (gone) => {
      if (gone.aborted) return { kind: 'gone' };
      if (within < inside) {
        within += 1;
        return { kind: 'in', leave: oneWayOut() };
      }
      if (waiting.size * betweenMs >= longestWaitMs) return { kind: 'later', seconds: appointment() };
      return new Promise<Entry>((settle) => {
        const come = () => {
          gone.removeEventListener('abort', giveUp);
          settle({ kind: 'in', leave: oneWayOut() });
        };
        const giveUp = () => {
          waiting.delete(come);
          settle({ kind: 'gone' });
        };
        waiting.add(come);
        gone.addEventListener('abort', giveUp, { once: true });
      });
    },
  };
}
