import * as z from 'zod';
import { askRedirect } from '@/server/redirect/ask-redirect';
import { openRedirect } from '@/server/redirect/open-redirect';
import { give } from '../errors';
import { knownGateSchema, reasonSchema } from '../inputs';
import { crossingProcedure, router } from '../trpc';

export const redirectRouter = router({
  open: crossingProcedure.query(async ({ ctx, input }) => give(await openRedirect(ctx, input))),
  ask: crossingProcedure
    .input(z.object({ to: knownGateSchema, reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await askRedirect(ctx, input))),
});
