import * as z from 'zod';
import { eventIdSchema, stepIdSchema } from '@/domain/shared/identity';
import { agencySchema } from '@/domain/shared/vocabulary';
import { declareContinuity, endContinuity } from '@/server/continuity/declare-continuity';
import { enterPaper } from '@/server/continuity/enter-paper';
import { readContinuity } from '@/server/continuity/read-continuity';
import { readManifest } from '@/server/continuity/read-manifest';
import { give } from '../errors';
import { lineSchema, reasonSchema } from '../inputs';
import { gateProcedure, router } from '../trpc';

const typedLineSchema = z.object({
  serial: z.int().positive().max(999_999),
  plate: lineSchema(1, 40),
  step: stepIdSchema,
  agency: agencySchema,
  at: z.int().nonnegative(),
  reason: reasonSchema.nullable(),
});
const LINES_AT_ONCE = 100;

export const continuityRouter = router({
  state: gateProcedure.query(({ ctx, input }) => readContinuity(ctx, input)),
  manifest: gateProcedure.query(({ ctx, input }) => readManifest(ctx, input)),
  declare: gateProcedure
    .input(z.object({ sheets: z.int().min(1).max(2000), reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await declareContinuity(ctx, input))),
  end: gateProcedure
    .input(z.object({ continuity: eventIdSchema, reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await endContinuity(ctx, input))),
  /** A mutation, so that plates travel in bodies; with `dryRun` nothing is written. */
  enter: gateProcedure
    .input(
      z.object({
        continuity: eventIdSchema,
        lines: z.array(typedLineSchema).min(1).max(LINES_AT_ONCE),
        dryRun: z.boolean(),
      }),
    )
    .mutation(async ({ ctx, input }) => give(await enterPaper(ctx, input))),
});
