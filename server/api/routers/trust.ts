import * as z from 'zod';
import { listFirms, markFirm } from '@/server/trust/trusted-firms';
import { give } from '../errors';
import { lineSchema, reasonSchema } from '../inputs';
import { gateProcedure, router } from '../trpc';

export const trustRouter = router({
  list: gateProcedure
    .input(z.object({ search: lineSchema(0, 60) }))
    .query(({ ctx, input }) => listFirms(ctx, input)),
  mark: gateProcedure
    .input(z.object({ firmId: z.uuid(), isTrusted: z.boolean(), reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await markFirm(ctx, input))),
});
