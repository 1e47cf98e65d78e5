import * as z from 'zod';
import { localeSchema } from '@/domain/shared/vocabulary';
import { preferenceSchema } from '@/domain/telling/preference';
import { hearByPush } from '@/server/telling/hear-by-push';
import { countUnread, markRead, readInbox } from '@/server/telling/inbox';
import { readOwnTelling, saveOwnTelling } from '@/server/telling/own-telling';
import { readDeliveries } from '@/server/telling/read-deliveries';
import { takeReceipt } from '@/server/telling/receipts';
import {
  moveSubscription,
  pushSubscriptionSchema,
  subscribePass,
  subscribePerson,
  unsubscribePass,
  unsubscribePerson,
} from '@/server/telling/subscribe';
import { give } from '../errors';
import { lineSchema } from '../inputs';
import { crossingProcedure, firmProcedure, publicProcedure, router } from '../trpc';

const endpointSchema = pushSubscriptionSchema.pick({ endpoint: true });
const tokenSchema = z.string().min(4).max(800);

/** How people are told (TE). */
export const tellingRouter = router({
  pushKey: publicProcedure.query(async ({ ctx }) => (await ctx.push()).publicKey),
  inbox: firmProcedure.query(({ ctx }) => readInbox(ctx)),
  unread: firmProcedure.query(({ ctx }) => countUnread(ctx)),
  markRead: firmProcedure
    .input(z.object({ messages: z.array(z.uuid()).min(1).max(100).nullable() }))
    .mutation(({ ctx, input }) => markRead(ctx, input)),
  own: firmProcedure.query(({ ctx }) => readOwnTelling(ctx)),
  saveOwn: firmProcedure.input(preferenceSchema).mutation(({ ctx, input }) => saveOwnTelling(ctx, input)),
  subscribe: firmProcedure
    .input(
      z.object({
        subscription: pushSubscriptionSchema,
        userAgent: lineSchema(1, 300).nullable(),
        renews: z.boolean().default(false),
      }),
    )
    .mutation(async ({ ctx, input }) => give(await subscribePerson(ctx, input))),
  unsubscribe: firmProcedure
    .input(endpointSchema)
    .mutation(({ ctx, input }) => unsubscribePerson(ctx, input)),
  subscribePass: publicProcedure
    .input(z.object({ token: tokenSchema, subscription: pushSubscriptionSchema, locale: localeSchema }))
    .mutation(async ({ ctx, input }) => give(await subscribePass(ctx, input))),
  unsubscribePass: publicProcedure
    .input(endpointSchema.extend({ token: tokenSchema }))
    .mutation(async ({ ctx, input }) => give(await unsubscribePass(ctx, input))),
  moveSubscription: publicProcedure
    .input(
      z.object({
        old: pushSubscriptionSchema.pick({ endpoint: true, auth: true }),
        next: pushSubscriptionSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => give(await moveSubscription(ctx, input))),
  /** A phone has shown a message, or its reader has opened it; the message's id is the secret. */
  seen: publicProcedure
    .input(z.object({ id: z.uuid(), state: z.enum(['delivered', 'opened']) }))
    .mutation(async ({ ctx, input }) => {
      give(await takeReceipt(ctx.db, input, ctx.clock.now()));
      await hearByPush(ctx, input.id);
      return null;
    }),
  deliveries: crossingProcedure.query(({ ctx, input }) => readDeliveries(ctx, input)),
});
