'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import { noteAnswer, noteSilentSince } from '../app/connection';
import { askGate, askProvince } from './ask-board';
import { followBoard } from './follow-board';
import { keepPicture, useKeptPicture } from './kept-picture';

/** Without the event stream (an old proxy, a captive network) figures are asked for instead. */
const POLL_MS = 10_000;

export type LiveGate = {
  readonly snapshot: GateSnapshot | null;
  readonly error: unknown;
  readonly retry: () => void;
};

/** One gate's figures: asked for once, then changed by the stream. The last figures stay on screen. */
export function useLiveGate(gateId: GateId): LiveGate {
  const asked = useCallback(() => askGate(gateId), [gateId]);
  const { data, error, retry, change, follow } = useFigures(asked);
  const update = useCallback((by: Change) => change(by), [change]);
  useFollowed(gateId, data !== null, update, follow);
  const told = useMemo(() => data && [data], [data]);
  const [snapshot = null] = useKept(gateId, told, error !== null) ?? [];
  return { snapshot, error: snapshot === null ? error : null, retry };
}

export type LiveProvince = {
  readonly snapshots: readonly GateSnapshot[] | null;
  readonly error: unknown;
  readonly retry: () => void;
};

/** Every gate; a gate that changes replaces its own entry. */
export function useLiveProvince(): LiveProvince {
  const { data, error, retry, change, follow } = useFigures(askProvince);
  const update = useCallback((by: Change) => change((known) => known.map(by)), [change]);
  useFollowed(null, data !== null, update, follow);
  const snapshots = useKept(EVERY_GATE, data, error !== null);
  return { snapshots, error: snapshots === null ? error : null, retry };
}

type Figures<T> = {
  readonly data: T | null;
  /** Null while there are figures to show. */
  readonly error: unknown;
  readonly retry: () => void;
  readonly change: (by: (known: T) => T) => void;
  /** Whether the stream is open: then nothing is asked. */
  readonly follow: (isOpen: boolean) => void;
};

/** What `ask` answers, again and again while no stream is open. Another `ask` begins anew. */
function useFigures<T>(ask: () => Promise<T>): Figures<T> {
  const [figures, setFigures] = useState<{ ask: () => Promise<T>; data: T | null; error: unknown }>({
    ask,
    data: null,
    error: null,
  });
  const [isFollowing, follow] = useState(false);
  const load = useRef<() => void>(() => undefined);
  const known = figures.ask === ask ? figures : null;
  const isEmpty = known === null || known.data === null;
  const hasNone = useRef(isEmpty);
  hasNone.current = isEmpty;

  useEffect(() => {
    if (isFollowing) return;
    // An answer that was under way would overwrite what the stream has told since.
    let left = false;
    load.current = () => {
      ask().then(
        (data) => left || setFigures({ ask, data, error: null }),
        (error: unknown) =>
          left || setFigures((before) => ({ ask, data: before.ask === ask ? before.data : null, error })),
      );
    };
    const again = () => {
      if (!document.hidden) load.current();
    };
    // Thousands of boards lose the stream in one second: whoever has figures waits.
    if (hasNone.current) load.current();
    const timer = setInterval(again, POLL_MS);
    addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      left = true;
      clearInterval(timer);
      removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [ask, isFollowing]);

  const change = useCallback((by: (data: T) => T) => {
    setFigures((before) => (before.data === null ? before : { ...before, data: by(before.data) }));
  }, []);
  return {
    data: known?.data ?? null,
    error: isEmpty ? (known?.error ?? null) : null,
    retry: () => load.current(),
    change,
    follow,
  };
}

const EVERY_GATE = 'province';

/** What the centre says is kept; where it says nothing, the last that was kept is shown, with its age (GA-16). */
function useKept(
  board: string,
  told: readonly GateSnapshot[] | null,
  isSilent: boolean,
): readonly GateSnapshot[] | null {
  useEffect(() => {
    if (told !== null) keepPicture(board, told);
  }, [board, told]);
  const kept = useKeptPicture(board, told === null && isSilent);
  useEffect(() => {
    if (kept !== null) noteSilentSince(Math.max(...kept.map(({ at }) => at)));
  }, [kept]);
  return told ?? kept;
}

type Change = (known: GateSnapshot) => GateSnapshot;

/** Follows the stream once there are figures for it to change. */
function useFollowed(
  gateId: GateId | null,
  isReady: boolean,
  update: (change: Change) => void,
  onOpen: (isOpen: boolean) => void,
): void {
  useEffect(() => {
    if (!isReady) return;
    return followBoard(gateId, {
      onOpen,
      onSnapshot: (told) => {
        noteAnswer(true);
        update((known) => (known.gateId === told.gateId ? told : known));
      },
      onUnchanged: (at) => {
        noteAnswer(true);
        update((known) => (at > known.at ? { ...known, at } : known));
      },
    });
  }, [gateId, isReady, update, onOpen]);
}
