import * as z from 'zod';
import { eventIdSchema } from '@/domain/shared/identity';
import { acknowledgeByDriver, heardOnPhone } from '@/server/flow/hear-call';
import { readPassStatus } from '@/server/pass/read-pass-status';
import { give } from '../errors';
import { publicProcedure, router } from '../trpc';

const holder = z.object({ token: z.string().min(4).max(800) });

export const passRouter = router({
  status: publicProcedure
    .input(holder)
    .query(async ({ ctx, input }) => give(await readPassStatus(ctx, input))),
  heard: publicProcedure
    .input(holder.extend({ call: eventIdSchema, message: z.enum(['call', 'recall']) }))
    .mutation(async ({ ctx, input }) => give(await heardOnPhone(ctx, input))),
  acknowledge: publicProcedure
    .input(holder.extend({ call: eventIdSchema }))
    .mutation(async ({ ctx, input }) => give(await acknowledgeByDriver(ctx, input))),
});
