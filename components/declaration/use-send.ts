'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FieldFault } from '@/domain/declaration/submission';
import type { SubmitOutcome } from '../app/answers';
import { ALONE } from '../app/api-links';
import { useConnection } from '../app/connection';
import { useTRPC } from '../app/trpc';
import { isUnanswered, resendAfter } from '../app/try-again';
import type { FormDraft } from './steps';

export type Issued = Extract<SubmitOutcome, { kind: 'issued' }>;

/**
 *   idle ──send──▶ sending ──▶ issued
 *                     ├──▶ faults      (the centre found something; correct the field)
 *                     ├──▶ failed      (the centre said no: sign in, not allowed …)
 *                     └──▶ waiting     (no answer, or "not now") ──network back──▶ sending, with the same client key
 *                             └──changed──▶ idle: taken back, the person sends it again
 */
export type Sending =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] }
  /** `of`: what was sent, to which the answer's places belong. */
  | { readonly kind: 'issued'; readonly pass: Issued; readonly of: FormDraft };

/** What is on its way cannot be changed any more; whatever else was answered or waits is done with once it is changed. */
export const changeWhile = (kind: Sending['kind']): 'free' | 'take-back' | 'not-now' =>
  kind === 'sending' ? 'not-now' : kind === 'idle' || kind === 'issued' ? 'free' : 'take-back';

/** Sends once per client key, however often it is pressed and however often the network breaks. */
export function useSend(): {
  readonly state: Sending;
  readonly send: (draft: FormDraft) => void;
  /** Nothing is sent any more by itself. False while something is on its way: that cannot be taken back. */
  readonly reset: () => boolean;
} {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const connection = useConnection();
  const [state, setState] = useState<Sending>({ kind: 'idle' });
  const job = useRef<FormDraft | null>(null);
  const busy = useRef(false);
  const failures = useRef(0);
  const { mutateAsync } = useMutation(trpc.declaration.submit.mutationOptions({ retry: false, ...ALONE }));

  const send = useCallback(
    async (next: FormDraft) => {
      // A ref, not state: two taps in one frame see the same render.
      if (busy.current) return;
      busy.current = true;
      job.current = next;
      setState({ kind: 'sending' });
      try {
        const { submission, clientKey, declarationKey, extras } = next;
        const outcome = await mutateAsync({
          submission,
          clientKey,
          extras,
          ...(declarationKey ? { declarationKey } : {}),
        });
        failures.current = 0;
        if (outcome.kind === 'issued') {
          job.current = null;
          setState({ kind: 'issued', pass: outcome, of: next });
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

  const reset = useCallback(() => {
    if (busy.current) return false;
    job.current = null;
    failures.current = 0;
    setState({ kind: 'idle' });
    return true;
  }, []);
  return { state, send, reset };
}
