'use client';
import { type ReactNode, useEffect, useRef } from 'react';

export const UNDO_MS = 5000;

/** Once, so long after it appeared, however often it is drawn meanwhile. */
function useTimeUp(onGone: () => void, forMs: number): void {
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    const timer = setTimeout(() => gone.current(), forMs);
    return () => clearTimeout(timer);
  }, [forMs]);
}

/**
 * What was just done, with five seconds to take it back (ui.md). The deed is already done and recorded; undo is a
 * second deed. Polite: a screen reader finishes its sentence first. The countdown bar is drawn by CSS alone.
 */
export function UndoBar({
  children,
  undoLabel,
  onUndo,
  onGone,
  forMs = UNDO_MS,
  className = '',
}: {
  readonly children: ReactNode;
  /** Where it floats, when the foot of the screen holds buttons it must not cover. */
  readonly className?: string;
  readonly undoLabel: ReactNode;
  readonly onUndo: () => void;
  /** Time is up; not called after undo. */
  readonly onGone: () => void;
  readonly forMs?: number;
}) {
  useTimeUp(onGone, forMs);
  return (
    <div
      role="status"
      className={`fixed inset-x-3 bottom-3 z-20 mx-auto max-w-xl overflow-hidden rounded-xl border-2 border-ink bg-card text-ink ${className}`}
    >
      <div className="flex min-h-16 items-center justify-between gap-4 px-4">
        <div className="min-w-0 py-2">{children}</div>
        <button
          type="button"
          onClick={onUndo}
          className="min-h-14 shrink-0 px-4 text-lg font-bold text-link underline underline-offset-4"
        >
          {undoLabel}
        </button>
      </div>
      <div
        aria-hidden="true"
        className="h-1 origin-left animate-[drain_linear_forwards] bg-link"
        style={{ animationDuration: `${forMs}ms` }}
      />
    </div>
  );
}

/** Something has happened and there is nothing to do about it: said politely, gone by itself. */
export function Toast({
  children,
  onGone,
  forMs = UNDO_MS,
}: {
  children: ReactNode;
  onGone: () => void;
  forMs?: number;
}) {
  useTimeUp(onGone, forMs);
  return (
    <div
      role="status"
      className="fixed inset-x-3 bottom-3 z-20 mx-auto max-w-xl rounded-xl border-2 border-ink bg-card px-4 py-4 text-ink"
    >
      {children}
    </div>
  );
}
