'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../app/trpc';
import { useMe } from '../app/use-me';

const EDITORS: readonly string[] = ['owner', 'declarant', 'dispatcher'];

/** The own firm's fleet; asked for by its people alone. `mayChange`: a viewer reads (FM-2). */
export function useFleet() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const me = useMe();
  const person = me.data?.kind === 'person' ? me.data : null;
  const isOfFirm = person !== null && (EDITORS.includes(person.role) || person.role === 'viewer');
  const query = useQuery(trpc.fleet.list.queryOptions(undefined, { enabled: isOfFirm, staleTime: 30_000 }));
  return {
    query,
    fleet: query.data ?? null,
    isOfFirm,
    mayChange: person !== null && EDITORS.includes(person.role),
    renew: () => queries.invalidateQueries({ queryKey: trpc.fleet.list.queryKey() }),
  };
}
