import * as z from 'zod';
import { readPassStatus } from '@/server/pass/read-pass-status';
import { give } from '../errors';
import { publicProcedure, router } from '../trpc';

export const passRouter = router({
  status: publicProcedure
    .input(z.object({ token: z.string().min(4).max(800) }))
    .query(async ({ ctx, input }) => give(await readPassStatus(ctx, input))),
});
