import * as z from 'zod';
import { BILL_KINDS } from '@/domain/fee/assess';
import { env } from '@/server/env';
import { assignCredit, payAtDesk, readFeeDesk } from '@/server/fee/desk';
import { makeBill } from '@/server/fee/make-bill';
import { paymentAccount } from '@/server/fee/payment-account';
import { readFeeStanding } from '@/server/fee/read-standing';
import { askRefund, decideRefund } from '@/server/fee/refund';
import { give } from '../errors';
import { lineSchema, reasonSchema } from '../inputs';
import { crossingProcedure, gateProcedure, router } from '../trpc';

const kindSchema = z.enum(BILL_KINDS);

export const feeRouter = router({
  standing: crossingProcedure.query(async ({ ctx, input }) =>
    give(await readFeeStanding(ctx, input, paymentAccount(env()))),
  ),
  bill: crossingProcedure
    .input(z.object({ kind: kindSchema }))
    .mutation(async ({ ctx, input }) => give(await makeBill(ctx, input))),
  desk: gateProcedure
    .input(z.object({ since: z.int().nonnegative() }))
    .query(({ ctx, input }) => readFeeDesk(ctx, input)),
  payAtDesk: gateProcedure
    .input(z.object({ crossingId: z.uuid(), kind: kindSchema, amount: z.int().positive() }))
    .mutation(async ({ ctx, input }) => give(await payAtDesk(ctx, input))),
  assignCredit: gateProcedure
    .input(z.object({ bankId: lineSchema(1, 60), reference: lineSchema(1, 20) }))
    .mutation(async ({ ctx, input }) => give(await assignCredit(ctx, input))),
  askRefund: gateProcedure
    .input(z.object({ crossingId: z.uuid(), kind: kindSchema, reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await askRefund(ctx, input))),
  decideRefund: gateProcedure
    .input(z.object({ crossingId: z.uuid(), refundId: z.uuid(), amount: z.int().positive().nullable() }))
    .mutation(async ({ ctx, input }) => give(await decideRefund(ctx, input))),
});
