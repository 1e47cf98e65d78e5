import { HOPEFUL, waitMs } from './backoff';
import type { Clock } from './clock';
import type { Exchange, ExchangeReport } from './exchange';
import type { Connection } from './state';
import { type Outlook, reasonOf } from './weather';

/** One sender among the tabs of a tablet: runs `work` unless another holds the lease. */
export type Election = <T>(work: () => Promise<T>) => Promise<T | 'elsewhere'>;

/** Web Locks: the lease goes with the tab, however the tab ends. */
export const electedByWebLock =
  (name: string): Election =>
  async <T>(work: () => Promise<T>): Promise<T | 'elsewhere'> => {
    // The lock manager's own type speaks of any; the box keeps ours.
    const box: { result: T | 'elsewhere' } = { result: 'elsewhere' };
    await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock !== null) box.result = await work();
    });
    return box.result;
  };

export type Timers = {
  /** Runs `work` once after `ms`; the answer cancels it. */
  readonly after: (ms: number, work: () => void) => () => void;
};
export const realTimers: Timers = {
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

export type Sender = {
  /** An exchange begins as soon as one can; resolves when it ended, well or not. */
  readonly turn: () => Promise<void>;
  /** As `turn`, because something says that the line is there again: it is tried anew however the one before ends. */
  readonly retry: () => Promise<void>;
  readonly connection: () => Connection;
  readonly exchanging: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  readonly start: () => void;
  readonly stop: () => void;
};

/**
 * When the exchange runs: at once after a scan, on `online`, when visible, by hand; else every 30 s, or later and
 * later while it fails. At most one at a time; a wish during one is one more after it (OF-14) if the line is well, a
 * retry always.
 *
 *   resting ──turn──▶ exchanging ──▶ resting (next turn planned)
 *                        │ turn          ▲
 *                        └──▶ once more ─┘
 */
export function createSender(ports: {
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly timers: Timers;
  /** In [0, 1). */
  readonly chance: () => number;
  readonly elect: Election;
  /** What else can be seen when the line fails; nothing in tests and headless tablets. */
  readonly outlook?: () => Promise<Outlook>;
}): Sender {
  const { exchange, clock, timers, chance, elect } = ports;
  const outlook = ports.outlook ?? (async () => FAIR);
  let connection: Connection = { kind: 'starting' };
  let running: Promise<void> | null = null;
  let wished: 'no' | 'if-online' | 'surely' = 'no';
  let failures = 0;
  let started = false;
  let cancel = () => {};
  const listeners = new Set<() => void>();

  const tell = () => {
    for (const listener of listeners) listener();
  };

  function plan(report: ExchangeReport | 'elsewhere'): number | null {
    if (!started) return null;
    const failure = report !== 'elsewhere' && report.kind === 'failed' ? report.failure : null;
    const ms = waitMs(failures, failure, chance());
    cancel();
    cancel = timers.after(ms, () => void turn());
    return clock.wall() + ms;
  }

  async function conclude(report: ExchangeReport | 'elsewhere'): Promise<void> {
    const seen = await outlook().catch(() => FAIR);
    const failedNow = report !== 'elsewhere' && report.kind === 'failed';
    failures = failedNow ? failures + 1 : 0;
    const retryAt = plan(report);
    if (report === 'elsewhere') return;
    connection = connectionAfter(connection, report, seen, { wall: clock.wall(), retryAt });
  }

  async function once(): Promise<void> {
    try {
      await conclude(await elect(exchange));
    } catch {
      // Storage in trouble or a bug: nothing was acknowledged, so nothing is lost by asking again.
      await conclude({ kind: 'failed', failure: { kind: 'refused' } });
    }
  }

  const isWished = () => wished === 'surely' || (wished === 'if-online' && connection.kind === 'online');

  async function run(): Promise<void> {
    tell();
    do {
      wished = 'no';
      await once();
    } while (isWished());
    running = null;
    tell();
  }

  function turn(): Promise<void> {
    if (running === null) running = run();
    else if (wished === 'no') wished = 'if-online';
    return running ?? Promise.resolve();
  }

  function retry(): Promise<void> {
    failures = Math.min(failures, HOPEFUL);
    if (running !== null) wished = 'surely';
    return turn();
  }

  return {
    turn,
    retry,
    connection: () => connection,
    exchanging: () => running !== null,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => {
      started = true;
      void turn();
    },
    stop: () => {
      started = false;
      cancel();
    },
  };
}

const FAIR: Outlook = { hasNetwork: true, isSecure: false, clockOffMs: 0 };

function connectionAfter(
  before: Connection,
  report: ExchangeReport,
  outlook: Outlook,
  { wall, retryAt }: { readonly wall: number; readonly retryAt: number | null },
): Connection {
  if (report.kind === 'not-enrolled' || report.kind === 'wiped') return { kind: 'starting' };
  if (report.kind === 'done') return before.kind === 'online' ? before : { kind: 'online', since: wall };
  const { failure } = report;
  const since = before.kind === 'starting' || before.kind === 'online' ? wall : before.since;
  if (
    failure.kind === 'needs-sign-in' ||
    failure.kind === 'needs-update' ||
    failure.kind === 'device-revoked'
  )
    return { kind: failure.kind, since };
  return { kind: 'offline', since, reason: reasonOf(failure, outlook), retryAt };
}
