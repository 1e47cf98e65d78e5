import * as z from 'zod';
import { processDraftSchema } from '@/domain/process/process';
import { listProcesses, openProcess } from '@/server/process/open-process';
import { tryOnCrossings } from '@/server/process/try-on-crossings';
import { discardProcessDraft, publishProcess, saveProcessDraft } from '@/server/process/write-process';
import { give } from '../errors';
import { reasonSchema } from '../inputs';
import { gateProcedure, router } from '../trpc';

const processIdSchema = z.string().regex(/^[a-z0-9-]{3,60}$/);
const documentInput = z.object({ document: processDraftSchema });

/** The process editor (rule 3): documents of a gate, the one being written, a trial, a new version. */
export const processRouter = router({
  list: gateProcedure.query(({ ctx, input }) => listProcesses(ctx, input)),
  open: gateProcedure
    .input(z.object({ processId: processIdSchema }))
    .query(async ({ ctx, input }) => give(await openProcess(ctx, input))),
  saveDraft: gateProcedure
    .input(documentInput.extend({ revision: z.int().nonnegative() }))
    .mutation(async ({ ctx, input }) => give(await saveProcessDraft(ctx, input))),
  discardDraft: gateProcedure
    .input(z.object({ processId: processIdSchema }))
    .mutation(({ ctx, input }) => discardProcessDraft(ctx, input)),
  /** A mutation, so that a document travels in a body; nothing is written. */
  trial: gateProcedure
    .input(documentInput)
    .mutation(async ({ ctx, input }) => give(await tryOnCrossings(ctx, input))),
  publish: gateProcedure
    .input(documentInput.extend({ basedOn: z.int().positive(), reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await publishProcess(ctx, input))),
});
