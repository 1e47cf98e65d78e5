import { type getFetch, httpBatchLink, httpLink, splitLink } from '@trpc/client';
import type { AppRouter } from '@/server/api/router';

type Fetch = ReturnType<typeof getFetch>;

/** Of a request that waits for no other: together they would be answered when the slowest is. */
export const ALONE = { trpc: { context: { isAlone: true } } } as const;

/** POST also for queries: no plate ever stands in a URL or an access log (architecture.md). */
export function apiLinks(url: string, fetch: Fetch) {
  const options = { url, methodOverride: 'POST', fetch } as const;
  return [
    splitLink<AppRouter>({
      condition: ({ context }) => context.isAlone === true,
      true: httpLink<AppRouter>(options),
      false: httpBatchLink<AppRouter>(options),
    }),
  ];
}
