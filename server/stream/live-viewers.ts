import { UNCHANGED_EVERY_MS } from '@/domain/board/cursor';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import type { GatePositions, GateWatcher } from './gate-watcher';
import { type LiveLine, PACKED_HEAD, snapshotLine, unchangedLine } from './live-line';

/** Figures grow old without any event (hours pass, waits lengthen): a gate is told anew at least this often. */
const FRESH_MS = 60_000;
/** After a round the tablets have their turn: as long as the round took, within these. */
const REST_MS = { least: 50, most: 500 } as const;

/** What is asked of a viewer's connection; false: it has had enough until it drains. */
export type ViewerLine = {
  readonly write: (chunk: Buffer) => boolean;
  readonly on: (event: 'error', listener: () => void) => unknown;
  readonly once: (event: 'close' | 'drain', listener: () => void) => unknown;
  readonly destroy: () => unknown;
};

export type Viewer = {
  readonly out: ViewerLine;
  readonly gates: readonly GateId[];
  /** What it has seen already: sent are only the gates that stand elsewhere now. */
  readonly seen: GatePositions;
  readonly isPacked: boolean;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export type LiveViewers = {
  readonly join: (viewer: Viewer) => void;
  readonly count: () => number;
  readonly stop: () => void;
};

type Joined = Viewer & {
  /** Gates told while its connection was full: at the drain it gets their newest figures, never a backlog. */
  readonly missed: Set<GateId>;
  isFull: boolean;
  /** Full already at the last beat: at the next one it is let go. */
  wasFull: boolean;
};
type Told = { readonly position: number; readonly at: number; readonly line: LiveLine };

/**
 * All viewers of one node. One loop makes each picture once and writes it to everybody, so the order of what a viewer
 * reads is the order in which it became true:
 *
 *   a gate moved ──┐
 *   a viewer came ─┼─► round: newcomers are sent what they have not seen; one gate that moved is told ─► rest ─┐
 *   beat ──────────┘        ▲                                                                                     │
 *                           └────────────────────────── something is left to do ──────────────────────────────────┘
 */
export function makeLiveViewers(options: {
  readonly watcher: Pick<GateWatcher, 'positions' | 'lookedAt' | 'subscribe'>;
  readonly snapshot: (gateId: GateId) => Promise<GateSnapshot>;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}): LiveViewers {
  const { watcher, snapshot, now, onError } = options;
  const viewers = new Set<Joined>();
  const byGate = new Map<GateId, Set<Joined>>();
  const told = new Map<GateId, Told>();
  const moved = new Set<GateId>();
  let newcomers: Joined[] = [];
  let isRunning = false;
  let isBeat = false;

  const positionOf = (gate: GateId) => watcher.positions().get(gate) ?? 0;
  const isNew = (gate: GateId) => {
    const last = told.get(gate);
    return last?.position === positionOf(gate) && now() - last.at < FRESH_MS ? last.line : null;
  };
  async function lineOf(gate: GateId): Promise<LiveLine> {
    const known = isNew(gate);
    if (known) return known;
    // Read before the figures: they may be newer than their position, never older.
    const position = positionOf(gate);
    const line = snapshotLine(gate, position, await snapshot(gate));
    told.set(gate, { position, at: now(), line });
    return line;
  }

  function write(viewer: Joined, { plain, packed }: LiveLine): void {
    if (!viewers.has(viewer)) return;
    if (viewer.out.write(viewer.isPacked ? packed : plain)) return;
    viewer.isFull = true;
    viewer.out.once('drain', () => {
      viewer.isFull = false;
      viewer.wasFull = false;
      for (const gate of [...viewer.missed]) {
        viewer.missed.delete(gate);
        const newest = told.get(gate);
        if (newest) tell(viewer, gate, newest.line);
      }
    });
  }
  function tell(viewer: Joined, gate: GateId, line: LiveLine): void {
    if (viewer.isFull) viewer.missed.add(gate);
    else write(viewer, line);
  }

  async function greet(viewer: Joined): Promise<void> {
    const at = watcher.lookedAt();
    const stood = new Map(watcher.positions());
    try {
      for (const gate of viewer.gates)
        if (viewer.seen.get(gate) !== (stood.get(gate) ?? 0)) tell(viewer, gate, await lineOf(gate));
      if (!viewer.isFull) write(viewer, unchangedLine(at));
    } catch (error) {
      onError(error);
      viewer.out.destroy();
      return;
    }
    if (!viewers.has(viewer)) return;
    for (const gate of viewer.gates) {
      const watching = byGate.get(gate) ?? new Set();
      byGate.set(gate, watching.add(viewer));
      // It moved while this viewer was being greeted, and those who watch it may have been told already.
      if (positionOf(gate) !== (stood.get(gate) ?? 0)) moved.add(gate);
    }
  }

  /** Between two rounds: whoever was told all that moved learns that his figures still hold. */
  function sayUnchanged(): void {
    const isTold = (gate: GateId) => !moved.has(gate) && told.get(gate)?.position === positionOf(gate);
    const settled = new Set([...byGate.keys()].filter(isTold));
    const line = unchangedLine(watcher.lookedAt());
    for (const viewer of viewers)
      if (!viewer.isFull && viewer.gates.every((gate) => settled.has(gate))) write(viewer, line);
  }
  async function round(): Promise<void> {
    if (isBeat) {
      isBeat = false;
      sayUnchanged();
    }
    const come = newcomers;
    newcomers = [];
    for (const viewer of come) await greet(viewer);
    const [gate] = moved;
    if (gate === undefined) return;
    moved.delete(gate);
    const line = await lineOf(gate);
    for (const viewer of byGate.get(gate) ?? []) tell(viewer, gate, line);
  }
  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      while (newcomers.length > 0 || moved.size > 0 || isBeat) {
        const begun = performance.now();
        await round().catch(onError);
        await pause(Math.min(REST_MS.most, Math.max(REST_MS.least, performance.now() - begun)));
      }
    } finally {
      isRunning = false;
    }
  }

  function beat(): void {
    for (const viewer of viewers) {
      if (viewer.wasFull) viewer.out.destroy();
      viewer.wasFull = viewer.isFull;
    }
    for (const [gate, watching] of byGate) if (watching.size > 0 && isNew(gate) === null) moved.add(gate);
    isBeat = true;
    void run();
  }

  const unsubscribe = watcher.subscribe((changed) => {
    for (const gate of changed.keys()) if ((byGate.get(gate)?.size ?? 0) > 0) moved.add(gate);
    void run();
  });
  const beating = setInterval(beat, UNCHANGED_EVERY_MS);
  beating.unref();

  return {
    join: (asked) => {
      const viewer: Joined = { ...asked, missed: new Set(), isFull: false, wasFull: false };
      viewers.add(viewer);
      // Whoever leaves while he is written to; his close tells the rest.
      viewer.out.on('error', () => undefined);
      viewer.out.once('close', () => {
        viewers.delete(viewer);
        for (const gate of viewer.gates) byGate.get(gate)?.delete(viewer);
      });
      if (viewer.isPacked) viewer.out.write(PACKED_HEAD);
      newcomers.push(viewer);
      void run();
    },
    count: () => viewers.size,
    stop: () => {
      clearInterval(beating);
      unsubscribe();
      for (const { out } of viewers) out.destroy();
    },
  };
}
