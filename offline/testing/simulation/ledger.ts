import { createHash } from 'node:crypto';
import type { DeviceId, EventId, GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';

/** A promise of the exchange that did not hold, with the number of the step at which it was seen. */
export type Breach = { readonly invariant: Invariant; readonly what: string; readonly step: number };

export const INVARIANTS = [
  'acknowledged-is-durable',
  'told-is-kept',
  'nothing-twice',
  'replicas-agree',
  'heals-in-three',
  'holes-are-told',
  'forks-keep-both',
  'clock-grows',
  'numbers-unshared',
  'no-refuse-turns',
  'verdicts-sound',
  'cursor-and-page',
  'outbox-by-verdict',
  'double-use-told',
  'quarantine-whole',
  'lists-only-grow',
  'revocations-arrive',
  'incidents-arrive',
  'gates-apart',
  'withdrawn-stays-out',
  'late-records-told',
  'authority-kept',
  'head-known',
  'time-measured',
  'state-is-fold',
  'repeats-change-nothing',
  'no-surprise',
  'never-overbooked',
] as const;
export type Invariant = (typeof INVARIANTS)[number];

/**
 * What the simulation itself knows to be true, told by nobody who may err: what officers were told, what rested at the
 * centre when, how often each fault was met, and the trace by which two runs of one seed are compared.
 */
export type Ledger = {
  step: number;
  /** First breach; later ones are its consequences. */
  breach: Breach | null;
  readonly fail: (invariant: Invariant, what: string) => void;
  readonly count: (what: string, times?: number) => void;
  readonly counts: Map<string, number>;
  readonly say: (line: string) => void;
  readonly hash: () => string;
  /** Lines of the last steps. */
  readonly lines: () => readonly string[];
  /** Events of which an officer was told that they are recorded. */
  readonly told: Map<EventId, Told>;
  /** Device and number → hashes, or `aside`, of what has ever rested at the centre under it. */
  readonly durable: Map<string, Set<string>>;
  /** The same since the centre was last set back. */
  readonly present: Map<string, Set<string>>;
  readonly rests: (place: string, what: Iterable<string>) => void;
  restores: number;
};

export type Told = {
  readonly gateId: GateId;
  readonly device: DeviceId;
  readonly event: GateEvent;
};

export const placeOf = (device: DeviceId, seq: number): string => `${device} ${seq}`;

const LINES_KEPT = 400;

export function createLedger(): Ledger {
  const trace = createHash('sha256');
  const counts = new Map<string, number>();
  const lines: string[] = [];
  const ledger: Ledger = {
    step: 0,
    breach: null,
    restores: 0,
    counts,
    told: new Map(),
    durable: new Map(),
    present: new Map(),
    rests: (place, what) => {
      for (const known of [ledger.durable, ledger.present])
        known.set(place, new Set([...(known.get(place) ?? []), ...what]));
    },
    fail: (invariant, what) => {
      ledger.breach ??= { invariant, what, step: ledger.step };
    },
    count: (what, times = 1) => {
      counts.set(what, (counts.get(what) ?? 0) + times);
    },
    say: (line) => {
      trace.update(`${line}\n`);
      lines.push(`${ledger.step} ${line}`);
      if (lines.length > LINES_KEPT) lines.splice(0, LINES_KEPT / 2);
    },
    hash: () => trace.copy().digest('hex'),
    lines: () => lines,
  };
  return ledger;
}
