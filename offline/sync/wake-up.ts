import type { Timers } from './sender';

/** How a line ended: it was open for a while, or there was none to be had. */
export type LineEnd = 'ended' | 'none';

/** Again at once would be a storm when the centre comes back; ±20 %, doubling while there is no line. */
const FIRST_MS = 5_000;
const LONGEST_MS = 5 * 60_000;
const JITTER = 0.2;

export type WakeUp = { readonly start: () => void; readonly stop: () => void };

/**
 * OF-45: keeps a line open on which the centre says that there is news, and exchanges when it does. Only a hint: the
 * timer of the sender goes on as before, and without a line everything is as it was.
 *
 *   waiting ──after a while──▶ listening ──news──▶ turn
 *      ▲                           │
 *      └───────ended · none ───────┘
 */
export function createWakeUp(ports: {
  /** Resolves when the line has ended; never rejects. */
  readonly listen: (onNews: () => void, signal: AbortSignal) => Promise<LineEnd>;
  readonly turn: () => void;
  readonly timers: Timers;
  /** In [0, 1). */
  readonly chance: () => number;
}): WakeUp {
  let failures = 0;
  let current: AbortController | null = null;
  let cancel = () => {};

  async function listen(): Promise<void> {
    const controller = new AbortController();
    current = controller;
    const end = await ports.listen(ports.turn, controller.signal);
    if (controller.signal.aborted) return;
    failures = end === 'ended' ? 0 : failures + 1;
    const base = Math.min(FIRST_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS);
    const ms = Math.round(base * (1 - JITTER + 2 * JITTER * ports.chance()));
    cancel = ports.timers.after(ms, () => void listen());
  }

  return {
    start: () => void listen(),
    stop: () => {
      current?.abort();
      cancel();
    },
  };
}

/** Calls `onNews` for every `event: news` of an event stream, however it is cut into pieces. */
export function newsReader(onNews: () => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trimEnd() === 'event: news') onNews();
  };
}
