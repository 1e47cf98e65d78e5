import * as z from 'zod';
import { crossingIdSchema } from '@/domain/shared/identity';
import { directionSchema } from '@/domain/shared/vocabulary';
import { slotClassSchema } from '@/domain/slot/slot';
import { leaveSlot, stayInSlot } from '@/server/slot/leave-slot';
import { postponeSlot } from '@/server/slot/postpone-slot';
import { readDraw } from '@/server/slot/read-draw';
import { readPublicSlots } from '@/server/slot/read-public-slots';
import { readSlotBoard } from '@/server/slot/read-slot-board';
import { takeSlot } from '@/server/slot/take-slot';
import { give } from '../errors';
import { knownGateSchema } from '../inputs';
import { crossingProcedure, publicProcedure, router } from '../trpc';

const vehicle = z.object({ crossingId: crossingIdSchema });

/** Places in the hours of a gate (rule 6): offered to declared vehicles only; what became of each is public. */
export const slotRouter = router({
  board: crossingProcedure
    .input(vehicle)
    .query(async ({ ctx, input }) => give(await readSlotBoard(ctx, input))),
  take: crossingProcedure
    .input(vehicle.extend({ hourStart: z.int(), untilHour: z.int(), wait: z.boolean() }))
    .mutation(async ({ ctx, input }) => give(await takeSlot(ctx, input))),
  leave: crossingProcedure
    .input(vehicle)
    .mutation(async ({ ctx, input }) => give(await leaveSlot(ctx, input))),
  stay: crossingProcedure.input(vehicle).mutation(({ ctx, input }) => stayInSlot(ctx, input)),
  postpone: crossingProcedure
    .input(vehicle.extend({ hours: z.int(), from: z.int() }))
    .mutation(async ({ ctx, input }) => give(await postponeSlot(ctx, input))),
  record: publicProcedure
    .input(
      z.object({
        gateId: knownGateSchema,
        before: z.uuid().nullable(),
        reference: z
          .string()
          .regex(/^[0-9a-f]{16}$/)
          .nullable(),
      }),
    )
    .query(({ ctx, input }) => readPublicSlots(ctx, input)),
  draw: publicProcedure
    .input(
      z.object({
        gateId: knownGateSchema,
        releaseAt: z.int(),
        direction: directionSchema,
        class: slotClassSchema,
        hourStart: z.int(),
      }),
    )
    .query(async ({ ctx, input }) => give(await readDraw(ctx, input))),
});
