'use client';
import { useQueryClient } from '@tanstack/react-query';
import type { GateId } from '@/domain/shared/identity';
import { useTRPC } from '../app/trpc';

/** After something was said or taken: this view, the board and the call desk anew. */
export function useRefreshNeighbour(gateId: GateId): () => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [
      trpc.neighbour.picture.queryKey({ gateId }),
      trpc.neighbour.link.queryKey({ gateId }),
      trpc.board.gate.queryKey({ gateId }),
      trpc.flow.picture.queryKey({ gateId }),
    ])
      queries.invalidateQueries({ queryKey }).catch(() => undefined);
  };
}
