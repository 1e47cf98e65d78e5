'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FromWorker, SheetQuestion, SheetReply, ToWorker } from './sheet-messages';

export type SheetWorker = {
  /** Answers `failed` when the browser cannot run it; never throws. */
  readonly ask: (question: SheetQuestion) => Promise<SheetReply>;
  /** Rows judged so far of the sheet being read. */
  readonly progress: { readonly done: number; readonly of: number } | null;
};

/** Sheets are read beside the screen: a large one must not freeze it. Leaving the screen ends it. */
export function useSheetWorker(): SheetWorker {
  const worker = useRef<Worker | null>(null);
  const waiting = useRef(new Map<number, (reply: SheetReply) => void>());
  const next = useRef(1);
  const [progress, setProgress] = useState<SheetWorker['progress']>(null);

  const end = useCallback(() => {
    worker.current?.terminate();
    worker.current = null;
    for (const answer of waiting.current.values()) answer({ kind: 'failed' });
    waiting.current.clear();
  }, []);
  useEffect(() => end, [end]);

  const ask = useCallback(
    (question: SheetQuestion): Promise<SheetReply> =>
      new Promise((resolve) => {
        try {
          if (worker.current === null) {
            const made = new Worker(new URL('./sheet-worker.ts', import.meta.url), { type: 'module' });
            made.addEventListener('error', end);
            made.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
              if (data.kind === 'progress') return setProgress({ done: data.done, of: data.of });
              setProgress(null);
              waiting.current.get(data.id)?.(data.reply);
              waiting.current.delete(data.id);
            });
            worker.current = made;
          }
          const id = next.current++;
          waiting.current.set(id, resolve);
          const message: ToWorker = { id, question };
          worker.current.postMessage(message);
        } catch {
          resolve({ kind: 'failed' });
        }
      }),
    [end],
  );
  return { ask, progress };
}
