'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import { useTRPC } from '../app/trpc';
import { useWhenBack } from './use-when-back';

/** Without the event stream (an old proxy, a captive network) figures are asked for instead. */
const POLL_MS = 10_000;
/** With it, once in a while all the same: a stream can be silent without being dead. */
const CHECK_MS = 60_000;

export type LiveGate = {
  readonly snapshot: GateSnapshot | null;
  readonly error: unknown;
  readonly streaming: boolean;
  readonly retry: () => void;
};

/** One gate's figures: the stream feeds the same cache entry that polling fills. The last figures stay on screen. */
export function useLiveGate(gateId: GateId): LiveGate {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const stream = useSubscription(
    trpc.board.live.subscriptionOptions(
      { gateId },
      {
        onData: (message) => {
          queries.setQueryData(trpc.board.gate.queryKey({ gateId }), message.data);
        },
      },
    ),
  );
  const streaming = stream.status === 'pending';
  const query = useQuery(
    trpc.board.gate.queryOptions({ gateId }, { refetchInterval: streaming ? CHECK_MS : POLL_MS }),
  );
  useWhenBack(streaming, query.refetch);
  return {
    snapshot: query.data ?? null,
    error: query.data ? null : query.error,
    streaming,
    retry: () => {
      query.refetch().catch(() => undefined);
    },
  };
}

export type LiveProvince = {
  readonly snapshots: readonly GateSnapshot[] | null;
  readonly error: unknown;
  readonly retry: () => void;
};

/** Every gate; a gate that changes replaces its own entry. */
export function useLiveProvince(): LiveProvince {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const stream = useSubscription(
    trpc.board.live.subscriptionOptions(
      { gateId: null },
      {
        onData: ({ data: changed }) => {
          queries.setQueryData(trpc.board.province.queryKey(), (known) =>
            known?.map((gate) => (gate.gateId === changed.gateId ? changed : gate)),
          );
        },
      },
    ),
  );
  const streaming = stream.status === 'pending';
  const query = useQuery(
    trpc.board.province.queryOptions(undefined, { refetchInterval: streaming ? CHECK_MS : POLL_MS }),
  );
  useWhenBack(streaming, query.refetch);
  return {
    snapshots: query.data ?? null,
    error: query.data ? null : query.error,
    retry: () => {
      query.refetch().catch(() => undefined);
    },
  };
}
