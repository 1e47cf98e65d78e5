'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from './trpc';

/** Who is signed in here; `undefined` while asking, and while the centre cannot be reached. */
export function useMe() {
  const trpc = useTRPC();
  return useQuery(trpc.account.me.queryOptions(undefined, { staleTime: 60_000 }));
}
