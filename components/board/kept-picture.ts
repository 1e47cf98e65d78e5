'use client';
import { useMemo, useSyncExternalStore } from 'react';
import type { GateSnapshot } from '@/domain/board/snapshot';

/**
 * The last picture of a board, kept in the browser for the day on which a wall starts again and the centre is gone (GA-16).
 * Public figures, nothing else. One of another build may have another shape and is not read.
 */
type Kept = {
  readonly build: string;
  readonly snapshots: readonly GateSnapshot[];
};

const BUILD = process.env.GATE_BUILD ?? '';
/** A board changes up to twenty times a second; a disk need not. */
const KEEP_EVERY_MS = 5_000;
const keyOf = (board: string) => `board ${board}`;
const keptAt = new Map<string, number>();

export function keepPicture(board: string, snapshots: readonly GateSnapshot[]): void {
  const now = Date.now();
  if (now - (keptAt.get(board) ?? 0) < KEEP_EVERY_MS) return;
  keptAt.set(board, now);
  try {
    localStorage.setItem(keyOf(board), JSON.stringify({ build: BUILD, snapshots } satisfies Kept));
  } catch {
    // A full disk: the board shows what it has while it is open.
  }
}

/** The text as it stands there, so that it is parsed once. */
const textOf = (board: string): string | null => {
  try {
    return localStorage.getItem(keyOf(board));
  } catch {
    return null;
  }
};

export function readPicture(text: string | null): readonly GateSnapshot[] | null {
  try {
    const kept = JSON.parse(text ?? 'null') as Kept | null;
    return kept !== null && kept.build === BUILD && kept.snapshots.length > 0 ? kept.snapshots : null;
  } catch {
    return null;
  }
}

const never = () => () => undefined;

/** What was kept of this board; null: nothing, or it is not wanted. */
export function useKeptPicture(board: string, isWanted: boolean): readonly GateSnapshot[] | null {
  const text = useSyncExternalStore(
    never,
    () => (isWanted ? textOf(board) : null),
    () => null,
  );
  return useMemo(() => readPicture(text), [text]);
}
