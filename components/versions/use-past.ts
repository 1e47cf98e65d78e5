'use client';
import { useCallback, useState } from 'react';

/** Typing on in one field within this time is one change to take back. */
const ONE_CHANGE_MS = 1200;

type Past<T> = {
  readonly before: readonly T[];
  readonly content: T;
  readonly after: readonly T[];
  readonly field: string | null;
  readonly changedAt: number;
};
/** `field`: what is being typed in. An edit that gives back what it was given is none. */
export type Change<T> = (edit: (content: T) => T, field?: string) => void;

function undone<T extends object>({ before, content, after, changedAt }: Past<T>): Past<T> | null {
  const last = before.at(-1);
  if (last === undefined) return null;
  return { before: before.slice(0, -1), content: last, after: [content, ...after], field: null, changedAt };
}

function redone<T extends object>({ before, content, after, changedAt }: Past<T>): Past<T> | null {
  const [next, ...rest] = after;
  if (next === undefined) return null;
  return { before: [...before, content], content: next, after: rest, field: null, changedAt };
}

/** A document being written, with every change that can be taken back and made again. */
export function usePast<T extends object>(begin: () => T) {
  const [past, setPast] = useState<Past<T>>(() => ({
    before: [],
    content: begin(),
    after: [],
    field: null,
    changedAt: 0,
  }));
  const change: Change<T> = useCallback((edit, field) => {
    const changedAt = Date.now();
    setPast((was) => {
      const content = edit(was.content);
      if (content === was.content) return was;
      const goesOn =
        field !== undefined &&
        field === was.field &&
        changedAt - was.changedAt < ONE_CHANGE_MS &&
        was.before.length > 0 &&
        was.after.length === 0;
      const before = goesOn ? was.before : [...was.before, was.content];
      return { before, content, after: [], field: field ?? null, changedAt };
    });
  }, []);
  return {
    content: past.content,
    change,
    undo: past.before.length > 0 ? () => setPast((was) => undone(was) ?? was) : null,
    redo: past.after.length > 0 ? () => setPast((was) => redone(was) ?? was) : null,
  };
}
