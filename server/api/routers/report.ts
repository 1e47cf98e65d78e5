import * as z from 'zod';
import { reportDaySchema } from '@/domain/report/home-day';
import { REPORTS } from '@/domain/report/sheet';
import { localeSchema } from '@/domain/shared/vocabulary';
import { askOwn, askOwnFile, askReport, askReportFile } from '@/server/report/ask-report';
import { FILE_FORMATS } from '@/server/report/report-file';
import { listSubscriptions, subscribe, unsubscribe } from '@/server/report/subscriptions';
import { give } from '../errors';
import { knownGateSchema } from '../inputs';
import { firmProcedure, placeProcedure, router } from '../trpc';

/** A study of a month is the longest that is read at once. */
const MOST_DAYS = 31;
const orderSchema = z.object({
  report: z.enum(REPORTS),
  day: reportDaySchema.refine((day) => day >= '2020-01-01' && day < '2100-01-01'),
  days: z.int().min(1).max(MOST_DAYS),
});
const ownSchema = orderSchema.omit({ report: true }).extend({ gateId: knownGateSchema });
const copySchema = z.object({ locale: localeSchema, format: z.enum(FILE_FORMATS) });

export const reportRouter = router({
  sheet: placeProcedure.input(orderSchema).query(async ({ ctx, input }) => give(await askReport(ctx, input))),
  file: placeProcedure
    .input(orderSchema.extend(copySchema.shape))
    .query(async ({ ctx, input }) => give(await askReportFile(ctx, input))),
  own: firmProcedure.input(ownSchema).query(({ ctx, input }) => askOwn(ctx, input)),
  ownFile: firmProcedure
    .input(ownSchema.extend(copySchema.shape))
    .query(({ ctx, input }) => askOwnFile(ctx, input)),
  subscriptions: placeProcedure.query(({ ctx, input }) => listSubscriptions(ctx, input)),
  subscribe: placeProcedure
    .input(copySchema.extend({ report: z.enum(REPORTS), hour: z.int().min(0).max(23) }))
    .mutation(async ({ ctx, input }) => give(await subscribe(ctx, input))),
  unsubscribe: placeProcedure
    .input(z.object({ subscriptionId: z.uuid() }))
    .mutation(async ({ ctx, input }) => give(await unsubscribe(ctx, input))),
});
