import * as z from 'zod';
import { readPassStatus } from '@/server/pass/read-pass-status';
import { give } from '../errors';
import { procedure, router } from '../trpc';

export const passRouter = router({
  status: procedure
    .input(z.object({ token: z.string().min(4).max(800) }))
    .query(async ({ ctx, input }) => give(await readPassStatus(ctx, input))),
});
