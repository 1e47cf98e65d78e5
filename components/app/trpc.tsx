'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, type getFetch, TRPCClientError } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import { finishLeavingFirst } from '@/offline/push/leaving';
import type { AppRouter } from '@/server/api/router';
import { apiLinks } from './api-links';
import { noteAnswer } from './connection';

const URL = '/api/trpc';
/** Longer than a slow phone needs, shorter than a person waits before doubting. */
const TIMEOUT_MS = 20_000;

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

export { useTRPC, useTRPCClient };

type Fetch = ReturnType<typeof getFetch>;

/** Notes for the connection badge whether the centre answered; a gateway's 502–504 is not an answer. */
const fetchNoted: Fetch = async (input, init) => {
  const { signal: asked, ...rest } = init ?? {};
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    // TE-16: whoever left without a network is out before anything is asked in that name.
    if (!(await finishLeavingFirst())) throw new TypeError('not signed out yet');
    const response = await fetch(input, {
      ...rest,
      signal: asked ? AbortSignal.any([asked, timeout]) : timeout,
    });
    noteAnswer(response.status < 502 || response.status > 504);
    return response;
  } catch (error) {
    if (!asked?.aborted) noteAnswer(false);
    throw error;
  }
};

const makeClient = () =>
  createTRPCClient<AppRouter>({
    links: apiLinks(URL, fetchNoted),
  });

/** The centre said no: asking again gives the same answer. Only silence is asked again. */
const isAnswer = (error: unknown) => error instanceof TRPCClientError && error.data != null;

const makeQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => !isAnswer(error) && failures < 2,
        // Asked even without a network: the badge and the age of figures tell, nothing silently waits.
        networkMode: 'always',
        staleTime: 5_000,
      },
      mutations: { networkMode: 'always' },
    },
  });

/** Only around online surfaces; /gate and /p live from the tablet's own store. */
export function OnlineProvider({ children }: { readonly children: ReactNode }) {
  const [queries] = useState(makeQueries);
  const [client] = useState(makeClient);
  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={client} queryClient={queries}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
