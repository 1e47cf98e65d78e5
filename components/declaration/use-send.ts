'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FieldFault, Submission } from '@/domain/declaration/submission';
import type { SubmitOutcome } from '../app/answers';
import { useConnection } from '../app/connection';
import { errorCodeOf } from '../app/error-text';
import { useTRPC } from '../app/trpc';

export type Issued = Extract<SubmitOutcome, { kind: 'issued' }>;

/**
 *   idle ──send──▶ sending ──▶ issued
 *                     ├──▶ faults      (the centre found something; correct the field)
 *                     ├──▶ failed      (the centre said no: sign in, not allowed …)
 *                     └──▶ waiting     (no answer) ──network back──▶ sending, with the same client key
 */
export type Sending =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] }
  | { readonly kind: 'issued'; readonly pass: Issued };

type Job = { readonly submission: Submission; readonly clientKey: string };

/** Sends once per client key, however often it is pressed and however often the network breaks. */
export function useSend(): {
  readonly state: Sending;
  readonly send: (job: Job) => void;
  readonly reset: () => void;
} {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const connection = useConnection();
  const [state, setState] = useState<Sending>({ kind: 'idle' });
  const job = useRef<Job | null>(null);
  const busy = useRef(false);
  const { mutateAsync } = useMutation(trpc.declaration.submit.mutationOptions({ retry: false }));

  const send = useCallback(
    async (next: Job) => {
      // A ref, not state: two taps in one frame see the same render.
      if (busy.current) return;
      busy.current = true;
      job.current = next;
      setState({ kind: 'sending' });
      try {
        const outcome = await mutateAsync(next);
        if (outcome.kind === 'issued') {
          job.current = null;
          setState({ kind: 'issued', pass: outcome });
          queries.invalidateQueries({ queryKey: trpc.declaration.mine.queryKey() }).catch(() => undefined);
        } else {
          job.current = null;
          setState({ kind: 'faults', faults: outcome.faults });
        }
      } catch (error) {
        setState(errorCodeOf(error) === null ? { kind: 'waiting' } : { kind: 'failed', error });
      } finally {
        busy.current = false;
      }
    },
    [mutateAsync, queries, trpc],
  );

  // The network is back: what was to be sent is sent, the key keeps it from being declared twice.
  useEffect(() => {
    if (state.kind === 'waiting' && connection.kind === 'online' && job.current) {
      const waiting = job.current;
      const timer = setTimeout(() => send(waiting), 1500);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [state.kind, connection.kind, send]);

  const reset = useCallback(() => setState({ kind: 'idle' }), []);
  return { state, send, reset };
}
