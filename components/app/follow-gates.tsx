'use client';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTRPC } from './trpc';
import { hearGates, keepGates, recallGates, useGateTable } from './use-gates';

/** A gate is added a few times a year. */
const EVERY_MS = 5 * 60_000;

/** Asks for the table of gates where it is another one than this page knows (GA-7). */
export function FollowGates({ children }: { readonly children: ReactNode }) {
  const trpc = useTRPC();
  const { version } = useGateTable();
  // After the first drawing, which must be what the server drew.
  useEffect(recallGates, []);
  const { data } = useQuery(
    trpc.gates.current.queryOptions({ known: version }, { refetchInterval: EVERY_MS, staleTime: EVERY_MS }),
  );
  useEffect(() => {
    if (!data) return;
    keepGates(data.version, data.gates);
    hearGates(data.version, data.gates);
  }, [data]);
  return children;
}
