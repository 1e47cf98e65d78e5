import * as z from 'zod';
import { leverSchema } from '@/domain/flow/levers';
import { crossingIdSchema, eventIdSchema } from '@/domain/shared/identity';
import { directionSchema, goodsClassSchema } from '@/domain/shared/vocabulary';
import { CALL_MOST } from '@/domain/sync/call-bodies';
import { acknowledgeCall, approveCall, recallCall } from '@/server/flow/call-deeds';
import { callVehicles } from '@/server/flow/call-vehicles';
import { liftLimit, limitClass } from '@/server/flow/limit-class';
import { readFlow } from '@/server/flow/read-flow';
import { give } from '../errors';
import { lineSchema, reasonSchema } from '../inputs';
import { gateProcedure, router } from '../trpc';

const vehiclesSchema = z.array(crossingIdSchema).min(1).max(CALL_MOST);
const classInput = z.object({ direction: directionSchema, class: goodsClassSchema, reason: reasonSchema });

/** The call desk of a gate (rules 6 to 10). */
export const flowRouter = router({
  picture: gateProcedure.query(({ ctx, input }) => readFlow(ctx, input)),
  callNext: gateProcedure
    .input(
      z.object({
        direction: directionSchema,
        count: z.int().min(1).max(CALL_MOST),
        yard: lineSchema(1, 60),
      }),
    )
    .mutation(async ({ ctx, input }) => give(await callVehicles(ctx, input))),
  approve: gateProcedure
    .input(z.object({ call: eventIdSchema }))
    .mutation(async ({ ctx, input }) => give(await approveCall(ctx, input))),
  recall: gateProcedure
    .input(z.object({ call: eventIdSchema, crossingIds: vehiclesSchema.nullable(), reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await recallCall(ctx, input))),
  acknowledge: gateProcedure
    .input(z.object({ call: eventIdSchema, crossingIds: vehiclesSchema }))
    .mutation(async ({ ctx, input }) => give(await acknowledgeCall(ctx, input))),
  limitClass: gateProcedure
    .input(classInput.extend({ perHour: z.int().min(0).max(1000), until: z.int().nullable() }))
    .mutation(async ({ ctx, input }) => give(await limitClass(ctx, input))),
  liftLimit: gateProcedure
    .input(classInput.extend({ lever: leverSchema.pick({ from: true, to: true, perHour: true }) }))
    .mutation(async ({ ctx, input }) => give(await liftLimit(ctx, input))),
});
