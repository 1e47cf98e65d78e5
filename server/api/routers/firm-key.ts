import * as z from 'zod';
import { listKeys, makeKey, revokeKey } from '@/server/firm-api/firm-keys';
import { give } from '../errors';
import { lineSchema } from '../inputs';
import { firmProcedure, router } from '../trpc';

export const firmKeyRouter = router({
  list: firmProcedure.query(({ ctx }) => listKeys(ctx)),
  make: firmProcedure
    .input(z.object({ name: lineSchema(1, 60) }))
    .mutation(async ({ ctx, input }) => give(await makeKey(ctx, input))),
  revoke: firmProcedure
    .input(z.object({ keyId: z.uuid() }))
    .mutation(async ({ ctx, input }) => give(await revokeKey(ctx, input))),
});
