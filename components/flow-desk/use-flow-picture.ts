'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { FlowPicture } from '@/domain/flow/picture';
import type { GateId } from '@/domain/shared/identity';
import { useTRPC } from '../app/trpc';

const EVERY_MS = 15_000;
/** A busy gate moves every second; its picture is asked for no more often than this. */
const LEAST_MS = 3_000;

/** The control room's picture of a gate: again when the gate moves (`movedAt`), and every quarter of a minute. The last one stays. */
export function useFlowPicture(
  gateId: GateId,
  movedAt: number | null,
): {
  readonly picture: FlowPicture | null;
  /** By this device's clock, ms. */
  readonly receivedAt: number;
  readonly error: unknown;
  readonly retry: () => void;
} {
  const trpc = useTRPC();
  const query = useQuery(trpc.flow.picture.queryOptions({ gateId }, { refetchInterval: EVERY_MS }));
  const { refetch, dataUpdatedAt } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new picture is no reason to ask for the next
  useEffect(() => {
    if (movedAt === null || dataUpdatedAt === 0) return;
    const wait = Math.max(0, dataUpdatedAt + LEAST_MS - Date.now());
    const timer = setTimeout(() => refetch({ cancelRefetch: false }).catch(() => undefined), wait);
    return () => clearTimeout(timer);
  }, [movedAt, refetch]);
  return {
    picture: query.data ?? null,
    receivedAt: dataUpdatedAt,
    error: query.data ? null : query.error,
    retry: () => {
      refetch().catch(() => undefined);
    },
  };
}

/** After a deed: the picture anew, at once. */
export function useRefreshFlow(gateId: GateId): () => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return () => {
    queries.invalidateQueries({ queryKey: trpc.flow.picture.queryKey({ gateId }) }).catch(() => undefined);
  };
}
