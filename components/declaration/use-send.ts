'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FieldFault, Submission } from '@/domain/declaration/submission';
import type { Extras } from '@/domain/declaration/whole';
import type { SubmitOutcome } from '../app/answers';
import { ALONE } from '../app/api-links';
import { useConnection } from '../app/connection';
import { useTRPC } from '../app/trpc';
import { isUnanswered, resendAfter } from '../app/try-again';

export type Issued = Extract<SubmitOutcome, { kind: 'issued' }>;

/**
 *   idle ──send──▶ sending ──▶ issued
 *                     ├──▶ faults      (the centre found something; correct the field)
 *                     ├──▶ failed      (the centre said no: sign in, not allowed …)
 *                     └──▶ waiting     (no answer, or "not now") ──network back──▶ sending, with the same client key
 */
export type Sending =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] }
  | { readonly kind: 'issued'; readonly pass: Issued };

type Job = {
  readonly submission: Submission;
  readonly clientKey: string;
  readonly declarationKey?: string;
  readonly extras: Extras;
};

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
  const failures = useRef(0);
  const { mutateAsync } = useMutation(trpc.declaration.submit.mutationOptions({ retry: false, ...ALONE }));

  const send = useCallback(
    async (next: Job) => {
      // A ref, not state: two taps in one frame see the same render.
      if (busy.current) return;
      busy.current = true;
      job.current = next;
      setState({ kind: 'sending' });
      try {
        const outcome = await mutateAsync(next);
        failures.current = 0;
        if (outcome.kind === 'issued') {
          job.current = null;
          setState({ kind: 'issued', pass: outcome });
          queries.invalidateQueries({ queryKey: trpc.declaration.mine.queryKey() }).catch(() => undefined);
        } else {
          job.current = null;
          setState({ kind: 'faults', faults: outcome.faults });
        }
      } catch (error) {
        failures.current += 1;
        setState(isUnanswered(error) ? { kind: 'waiting' } : { kind: 'failed', error });
      } finally {
        busy.current = false;
      }
    },
    [mutateAsync, queries, trpc],
  );

  // What nobody answered is sent again, and the key keeps it from being declared twice.
  useEffect(() => {
    const waiting = job.current;
    const rest = resendAfter(connection.kind, failures.current);
    if (state.kind !== 'waiting' || waiting === null || rest === null) return undefined;
    const timer = setTimeout(() => send(waiting), rest);
    return () => clearTimeout(timer);
  }, [state.kind, connection.kind, send]);

  const reset = useCallback(() => setState({ kind: 'idle' }), []);
  return { state, send, reset };
}
