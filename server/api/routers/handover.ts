import * as z from 'zod';
import { listHandovers } from '@/server/handover/list-handovers';
import { writeHandover } from '@/server/handover/write-handover';
import { linesSchema } from '../inputs';
import { gateProcedure, router } from '../trpc';

export const handoverRouter = router({
  list: gateProcedure.query(({ ctx, input }) => listHandovers(ctx, input)),
  write: gateProcedure
    .input(z.object({ words: linesSchema(3, 2000) }))
    .mutation(({ ctx, input }) => writeHandover(ctx, input)),
});
