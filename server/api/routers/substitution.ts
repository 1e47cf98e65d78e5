import * as z from 'zod';
import { SUBSTITUTION_PARTS } from '@/domain/fleet/substitution';
import { askSubstitution, withdrawSubstitution } from '@/server/substitution/ask-substitution';
import { decideSubstitution } from '@/server/substitution/decide-substitution';
import { openSubstitutions, waitingSubstitutions } from '@/server/substitution/list-substitutions';
import { give } from '../errors';
import { reasonSchema } from '../inputs';
import { crossingProcedure, gateProcedure, router } from '../trpc';

const requestSchema = z.object({ requestId: z.uuid() });

export const substitutionRouter = router({
  open: crossingProcedure.query(async ({ ctx, input }) => give(await openSubstitutions(ctx, input))),
  ask: crossingProcedure
    .input(
      z.object({
        part: z.enum(SUBSTITUTION_PARTS),
        entryId: z.uuid().nullable(),
        container: z.string().max(40),
        reason: reasonSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => give(await askSubstitution(ctx, input))),
  withdraw: crossingProcedure
    .input(requestSchema)
    .mutation(async ({ ctx, input }) => give(await withdrawSubstitution(ctx, input))),
  waiting: gateProcedure.query(({ ctx, input }) => waitingSubstitutions(ctx, input)),
  decide: crossingProcedure
    .input(
      requestSchema.extend({
        allow: z.boolean(),
        consent: z.boolean(),
        words: reasonSchema.nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => give(await decideSubstitution(ctx, input))),
});
