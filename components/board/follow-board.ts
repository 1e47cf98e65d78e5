'use client';
import { LIVE_PATH, readCursor, UNCHANGED, UNCHANGED_EVERY_MS, writeCursor } from '@/domain/board/cursor';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';

/** Two of the centre's signs of life were missed, and some of a third. */
const SILENT_MS = 2.5 * UNCHANGED_EVERY_MS;
/** Thousands of boards lose the centre in one second and must not all come back in one. */
const AGAIN = { firstMs: 1_000, mostMs: 15_000 } as const;

export type BoardFollower = {
  readonly onSnapshot: (snapshot: GateSnapshot) => void;
  /** Nothing had moved by this instant, ms since the epoch. */
  readonly onUnchanged: (at: number) => void;
  readonly onOpen: (isOpen: boolean) => void;
};

/**
 * Follows one gate, or every gate (null), over the event stream, and returns the way out:
 *
 *   connecting ──open──▶ open ──error, or silent for too long──▶ waiting ──a while──▶ connecting
 *        ▲                └──the page is hidden──▶ resting ──it is seen again──▶ connecting
 *
 * Each connection asks for what moved since the last.
 */
export function followBoard(gateId: GateId | null, follower: BoardFollower): () => void {
  const seen = new Map<GateId, number>();
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function wait(ms: number, then: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(then, ms);
  }
  function close(): void {
    clearTimeout(timer);
    source?.close();
    source = null;
    follower.onOpen(false);
  }
  function lost(): void {
    close();
    failures += 1;
    wait(Math.min(AGAIN.mostMs, AGAIN.firstMs * 2 ** failures) * Math.random(), connect);
  }
  const alive = () => wait(SILENT_MS, lost);
  function connect(): void {
    close();
    if (document.hidden) return;
    const asked = new URLSearchParams({
      ...(gateId === null ? {} : { gate: gateId }),
      seen: writeCursor(seen),
    });
    source = new EventSource(`${LIVE_PATH}?${asked}`);
    source.onerror = lost;
    source.onopen = () => {
      failures = 0;
      alive();
      follower.onOpen(true);
    };
    source.onmessage = ({ data, lastEventId }) => {
      alive();
      for (const [gate, position] of readCursor(lastEventId)) seen.set(gate, position);
      follower.onSnapshot(JSON.parse(data) as GateSnapshot);
    };
    source.addEventListener(UNCHANGED, ({ data }) => {
      alive();
      follower.onUnchanged(Number(data));
    });
    wait(SILENT_MS, lost);
  }
  document.addEventListener('visibilitychange', connect);
  connect();
  return () => {
    document.removeEventListener('visibilitychange', connect);
    close();
  };
}
