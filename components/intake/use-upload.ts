'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useTRPC } from '../app/trpc';
import { isWorthAnotherTry, restMs } from '../app/try-again';
import type { Answers, Preview } from './sheet-reader';
import type { SheetWorker } from './use-sheet-worker';

/**
 *   idle ──start──▶ sending ──▶ sent (the import's own screen goes on)
 *                     ├──▶ resting (no answer) ──▶ sending, from the row the centre has
 *                     └──▶ failed
 */
export type Upload =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' | 'resting'; readonly done: number; readonly of: number }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'sent'; readonly importId: string };

type Job = { readonly fileName: string; readonly preview: Preview; readonly answers: Answers };

/** Sends the rows part by part. The centre says how many it has, so a break costs one part and a reload nothing. */
export function useUpload(ask: SheetWorker['ask']): {
  readonly upload: Upload;
  readonly start: (job: Job) => void;
} {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [upload, setUpload] = useState<Upload>({ kind: 'idle' });
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);
  const { mutateAsync: begin } = useMutation(trpc.intake.begin.mutationOptions({ retry: false }));
  const { mutateAsync: addRows } = useMutation(trpc.intake.addRows.mutationOptions({ retry: false }));
  const { mutateAsync: file } = useMutation(trpc.intake.file.mutationOptions({ retry: false }));

  const run = useCallback(
    async ({ fileName, preview, answers }: Job) => {
      const of = preview.rows;
      let done = 0;
      /** The same request again until there is an answer; null when the screen was left. */
      const surely = async <T>(request: () => Promise<T>): Promise<T | null> => {
        for (let failures = 0; ; failures += 1) {
          if (left.current) return null;
          try {
            const answer = await request();
            setUpload({ kind: 'sending', done, of });
            return answer;
          } catch (error) {
            if (!isWorthAnotherTry(error)) throw error;
            setUpload({ kind: 'resting', done, of });
            await new Promise((resolve) => setTimeout(resolve, restMs(failures)));
          }
        }
      };
      setUpload({ kind: 'sending', done, of });
      const wanted = uuidv7();
      const begun = await surely(() =>
        begin({
          importId: wanted,
          fileName: fileName.slice(0, 200) || 'sheet',
          fileHash: preview.fileHash,
          rowCount: of,
          choices: answers.choices,
        }),
      );
      if (begun === null) return;
      const { importId } = begun;
      done = begun.arrived;
      while (begun.state === 'arriving' && done < of) {
        const reply = await ask({ kind: 'rows', from: done });
        if (reply.kind !== 'rows' || reply.rows.length === 0) throw new Error('the sheet is closed');
        const rows = [...reply.rows];
        const taken = await surely(() => addRows({ importId, rows }));
        if (taken === null) return;
        done = Math.max(taken.arrived, done + rows.length);
        setUpload({ kind: 'sending', done, of });
      }
      if (
        begun.state === 'arriving' &&
        (await surely(async () => ({ ok: await file({ importId }) }))) === null
      )
        return;
      // Also what was shown of this import before: it is being filed now.
      queries.invalidateQueries({ queryKey: trpc.intake.pathKey() }).catch(() => undefined);
      setUpload({ kind: 'sent', importId });
    },
    [addRows, ask, begin, file, queries, trpc],
  );
  const start = useCallback(
    (job: Job) => {
      run(job).catch((error: unknown) => setUpload({ kind: 'failed', error }));
    },
    [run],
  );
  return { upload, start };
}
