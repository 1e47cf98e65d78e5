import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { isFromOurPages } from '@/server/auth/same-site';
import { readCapped } from '../http/capped-body';
import type { Context } from './context';
import { errorCodeOf } from './errors';
import { appRouter } from './router';

export const TRPC_ENDPOINT = '/api/trpc';
export const MAX_BODY_BYTES = 128 * 1024;
export const MAX_BATCH = 10;

const refuse = (status: number): Response =>
  new Response(null, { status, headers: { 'Cache-Control': 'no-store' } });

export type AnswerOptions = {
  readonly origin: string;
  readonly createContext: () => Promise<Context>;
  readonly onBug: (error: unknown, procedure: string | undefined) => void;
};

/**
 * Queries travel by POST (method override), so that no plate and no pass stands in an address or an access log.
 */
export async function answerTrpc(
  request: Request,
  { origin, createContext, onBug }: AnswerOptions,
): Promise<Response> {
  if (request.method !== 'POST') return refuse(405);
  if (!isFromOurPages(request, origin)) return refuse(403);
  const capped = await capBody(request);
  if (capped === null) return refuse(413);
  return fetchRequestHandler({
    endpoint: TRPC_ENDPOINT,
    req: capped,
    router: appRouter,
    createContext,
    allowMethodOverride: true,
    maxBatchSize: MAX_BATCH,
    responseMeta: () => ({ headers: { 'Cache-Control': 'no-store, no-transform' } }),
    onError: ({ error, path: procedure }) => {
      if (errorCodeOf(error) === 'AP-BUG') onBug(error.cause ?? error, procedure);
    },
  });
}

/** The same request with its body read, or null when it is larger than we read from anybody. */
async function capBody(request: Request): Promise<Request | null> {
  if (request.body === null) return request;
  const body = await readCapped(request, MAX_BODY_BYTES);
  if (body === null) return null;
  const { url, method, headers, signal } = request;
  return new Request(url, { method, headers, body, signal });
}
