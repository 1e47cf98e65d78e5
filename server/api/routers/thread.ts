import * as z from 'zod';
import { localeSchema } from '@/domain/shared/vocabulary';
import {
  answerPhraseSchema,
  MOST_THREAD_WORDS,
  questionPhraseSchema,
  threadSubjectSchema,
} from '@/domain/thread/thread';
import { readThread, readThreadDesk } from '@/server/thread/read-thread';
import { answerFirm, askGate } from '@/server/thread/write-thread';
import { give } from '../errors';
import { linesSchema } from '../inputs';
import { crossingProcedure, gateProcedure, router } from '../trpc';

const saidSchema = z.object({
  subject: threadSubjectSchema,
  words: linesSchema(1, MOST_THREAD_WORDS).nullable(),
  locale: localeSchema,
});

/** What firms ask about a declaration, and the gate's answers (TE-11). */
export const threadRouter = router({
  read: crossingProcedure.query(({ ctx, input }) => readThread(ctx, input)),
  ask: crossingProcedure
    .input(saidSchema.extend({ phrase: questionPhraseSchema.nullable() }))
    .mutation(async ({ ctx, input }) => give(await askGate(ctx, input))),
  desk: gateProcedure.query(({ ctx, input }) => readThreadDesk(ctx, input)),
  answer: gateProcedure
    .input(saidSchema.extend({ crossingId: z.uuid(), phrase: answerPhraseSchema.nullable() }))
    .mutation(async ({ ctx, input }) => give(await answerFirm(ctx, input))),
});
