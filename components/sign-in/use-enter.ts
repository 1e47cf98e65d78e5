'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTRPC } from '../app/trpc';
import { goIn, mustChange, postAuth, type Trouble } from './post-auth';

/** Asks a door that lets in, once at a time, and goes on as whoever came in. */
export function useEnter() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  /** `again`: in, but only to choose an own password (AC-13). */
  const enter = async (path: string, body: unknown): Promise<'in' | 'again' | Trouble> => {
    if (running.current) return 'later';
    running.current = true;
    setBusy(true);
    setTrouble(null);
    try {
      const answer = await postAuth(path, body);
      const outcome = answer.ok ? await comeIn(answer.said) : answer.trouble;
      if (outcome !== 'in' && outcome !== 'again') setTrouble(outcome);
      return outcome;
    } catch {
      setTrouble('unreachable');
      return 'unreachable';
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const comeIn = async (said: unknown) => {
    if (mustChange(said)) return 'again' as const;
    const me = await queries.fetchQuery(trpc.account.me.queryOptions(undefined, { staleTime: 0 }));
    return goIn(me) ?? ('in' as const);
  };
  return { enter, busy, trouble, setTrouble };
}
