import * as z from 'zod';
import { gatesSchema } from '@/domain/gate/gate-entry';
import { listGateVersions, tellGates } from '@/server/gate/read-gates';
import { saveGates, undoLastGates } from '@/server/gate/save-gates';
import { give } from '../errors';
import { reasonSchema } from '../inputs';
import { provinceProcedure, publicProcedure, router } from '../trpc';

const orderInput = z.object({ basedOn: z.int().nonnegative(), reason: reasonSchema });

/** Which gates there are (GA): the table in force for everybody, its versions and another one for the province. */
export const gatesRouter = router({
  current: publicProcedure
    .input(z.object({ known: z.int().nonnegative() }))
    .query(({ input }) => tellGates(input.known)),
  versions: provinceProcedure.query(({ ctx }) => listGateVersions(ctx)),
  save: provinceProcedure
    .input(orderInput.extend({ gates: gatesSchema }))
    .mutation(async ({ ctx, input }) => give(await saveGates(ctx, input))),
  undo: provinceProcedure
    .input(orderInput)
    .mutation(async ({ ctx, input }) => give(await undoLastGates(ctx, input))),
});
