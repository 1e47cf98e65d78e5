import * as z from 'zod';
import { cellSchema } from '@/domain/position/cell';
import { eventIdSchema } from '@/domain/shared/identity';
import { localeSchema } from '@/domain/shared/vocabulary';
import { acknowledgeByDriver, heardOnPhone } from '@/server/flow/hear-call';
import { giveKioskCode, openAtKiosk } from '@/server/kiosk/kiosk-codes';
import { passPaper } from '@/server/pass/pass-paper';
import { readPassStatus } from '@/server/pass/read-pass-status';
import { sharePosition, stopSharing } from '@/server/position/share-position';
import { give } from '../errors';
import { knownGateSchema } from '../inputs';
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
  paper: publicProcedure
    .input(holder.extend({ locale: localeSchema }))
    .mutation(async ({ ctx, input }) => give(await passPaper(ctx, input))),
  kioskCode: publicProcedure
    .input(holder)
    .mutation(async ({ ctx, input }) => give(await giveKioskCode(ctx, input))),
  atKiosk: publicProcedure
    .input(z.object({ gateId: knownGateSchema, plate: z.string().max(40), code: z.string().max(60) }))
    .mutation(async ({ ctx, input }) => give(await openAtKiosk(ctx, input))),
  sharePosition: publicProcedure
    .input(holder.extend({ cell: cellSchema }))
    .mutation(async ({ ctx, input }) => give(await sharePosition(ctx, input))),
  stopSharing: publicProcedure
    .input(holder)
    .mutation(async ({ ctx, input }) => give(await stopSharing(ctx, input))),
});
