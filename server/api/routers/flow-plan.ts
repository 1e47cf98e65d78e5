import * as z from 'zod';
import { planContentSchema } from '@/domain/flow/flow-plan';
import { listPlanVersions } from '@/server/flow/plan-versions';
import { previewFlowPlan } from '@/server/flow/preview-flow-plan';
import { saveFlowPlan, undoFlowPlan } from '@/server/flow/save-flow-plan';
import { give } from '../errors';
import { reasonSchema } from '../inputs';
import { gateProcedure, router } from '../trpc';

const contentInput = z.object({ content: planContentSchema });
const orderInput = z.object({ basedOn: z.int().nonnegative(), reason: reasonSchema });

/** The capacity plan of a gate (FL-13, FL-14): its versions, what another one would do, a new one, the one before. */
export const flowPlanRouter = router({
  versions: gateProcedure.query(({ ctx, input }) => listPlanVersions(ctx, input)),
  /** A mutation, so that a plan travels in a body; nothing is written. */
  preview: gateProcedure.input(contentInput).mutation(({ ctx, input }) => previewFlowPlan(ctx, input)),
  save: gateProcedure
    .input(contentInput.extend(orderInput.shape))
    .mutation(async ({ ctx, input }) => give(await saveFlowPlan(ctx, input))),
  undo: gateProcedure
    .input(orderInput)
    .mutation(async ({ ctx, input }) => give(await undoFlowPlan(ctx, input))),
});
