import { initTRPC } from '@trpc/server';
import type { Context } from './context';
import { errorCodeOf } from './errors';

const t = initTRPC.context<Context>().create({
  isDev: false,
  // Codes only: no message, no stack, no zod report (it would echo what was typed).
  errorFormatter: ({ error, shape }) => ({
    ...shape,
    message: errorCodeOf(error),
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, errorCode: errorCodeOf(error) },
  }),
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
});

export const router = t.router;
export const procedure = t.procedure;
export const createCallerFactory = t.createCallerFactory;
