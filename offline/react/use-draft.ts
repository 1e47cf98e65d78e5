import { useCallback, useEffect, useRef, useState } from 'react';
import { registerServiceWorker } from '../service-worker/register';
import { discardDraft, readDraft, writeDraft } from '../store/phone';

/** After the first change that is not kept yet: whoever types without a pause is kept all the same. */
const SAVE_AFTER_MS = 400;

/** `value` is null while reading and when nothing was kept; `savedAt` in ms says that leaving loses nothing. */
export type Draft<T> = {
  readonly kind: 'reading' | 'ready';
  readonly value: T | null;
  readonly savedAt: number | null;
  readonly set: (value: T) => void;
  /** After the centre has taken it. */
  readonly discard: () => void;
};

const READING = { kind: 'reading', value: null, savedAt: null } as const;

/**
 * A half-filled form that survives a closed tab, on this phone only. `parse` judges what an older version of the app
 * left behind: null starts empty.
 * @param key null: not known yet which, nothing is read
 */
export function useDraft<T>(key: string | null, parse: (kept: unknown) => T | null): Draft<T> {
  const [state, setState] = useState<{ kind: 'reading' | 'ready'; value: T | null; savedAt: number | null }>(
    READING,
  );
  const pending = useRef<{ value: T } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const parseRef = useRef(parse);
  parseRef.current = parse;

  const save = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const waiting = pending.current;
    if (waiting === null || key === null) return;
    pending.current = null;
    writeDraft(key, waiting.value, Date.now()).then(
      (savedAt) => setState((now) => ({ ...now, savedAt })),
      () => undefined,
    );
  }, [key]);

  useEffect(() => {
    if (key === null) return undefined;
    let left = false;
    registerServiceWorker();
    readDraft(key).then(
      (kept) => {
        if (left) return;
        const value = kept === null ? null : parseRef.current(kept.value);
        setState((now) =>
          now.kind === 'ready'
            ? now
            : { kind: 'ready', value, savedAt: value === null ? null : (kept?.at ?? null) },
        );
      },
      () => {
        if (!left) setState((now) => ({ ...now, kind: 'ready' }));
      },
    );
    // A phone kills hidden tabs without asking: hiding is the last sure moment to write.
    const onHide = () => save();
    document.addEventListener('visibilitychange', onHide);
    return () => {
      left = true;
      document.removeEventListener('visibilitychange', onHide);
      save();
      // Another key is another form.
      setState(READING);
    };
  }, [key, save]);

  const set = useCallback(
    (value: T) => {
      if (key === null) return;
      pending.current = { value };
      setState((now) => ({ ...now, kind: 'ready', value }));
      timer.current ??= setTimeout(save, SAVE_AFTER_MS);
    },
    [key, save],
  );

  const discard = useCallback(() => {
    if (key === null) return;
    pending.current = null;
    clearTimeout(timer.current);
    timer.current = undefined;
    setState({ kind: 'ready', value: null, savedAt: null });
    discardDraft(key).catch(() => undefined);
  }, [key]);

  return { ...state, set, discard };
}
