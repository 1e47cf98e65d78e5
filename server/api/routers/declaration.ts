import * as z from 'zod';
import { submissionSchema } from '@/domain/declaration/submission';
import { extrasSchema, formStateSchema } from '@/domain/declaration/whole';
import { answerQuestion } from '@/server/declaration/answer-question';
import { copyTrip } from '@/server/declaration/copy-trip';
import { correctDraft } from '@/server/declaration/correct-draft';
import { correctField } from '@/server/declaration/correct-field';
import { discardDraft } from '@/server/declaration/discard-draft';
import { listDeclarations, MOST_LISTED } from '@/server/declaration/list-declarations';
import { listDrafts } from '@/server/declaration/list-drafts';
import { listQuestions } from '@/server/declaration/list-questions';
import { CORRECTABLE_FIELDS } from '@/server/declaration/read-correction';
import { readFields } from '@/server/declaration/read-fields';
import { saveDraft } from '@/server/declaration/save-draft';
import { submitDeclaration } from '@/server/declaration/submit-declaration';
import { give } from '../errors';
import { lineSchema, reasonSchema } from '../inputs';
import { crossingProcedure, firmProcedure, router } from '../trpc';

const draftSchema = z.object({ draftId: z.uuid(), submission: submissionSchema });

export const declarationRouter = router({
  submit: firmProcedure
    .input(
      z.object({
        submission: submissionSchema,
        clientKey: z.uuid(),
        declarationKey: z.uuid().optional(),
        extras: extrasSchema.optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => give(await submitDeclaration(ctx, input))),
  mine: firmProcedure
    .input(z.object({ most: z.int().min(1).max(MOST_LISTED).optional() }).optional())
    .query(({ ctx, input }) => listDeclarations(ctx, input?.most)),
  questions: firmProcedure.query(({ ctx }) => listQuestions(ctx)),
  answer: crossingProcedure
    .input(z.object({ request: z.uuid(), words: lineSchema(1, 500) }))
    .mutation(async ({ ctx, input }) => give(await answerQuestion(ctx, input))),
  drafts: firmProcedure.query(({ ctx }) => listDrafts(ctx)),
  copy: crossingProcedure.query(async ({ ctx, input }) => give(await copyTrip(ctx, input))),
  saveDraft: firmProcedure
    .input(
      draftSchema.extend({
        form: formStateSchema.optional(),
        seen: z.int().nonnegative().nullable().default(null),
      }),
    )
    .mutation(async ({ ctx, input }) => give(await saveDraft(ctx, input))),
  correctDraft: firmProcedure
    .input(draftSchema.extend({ seen: z.int().nonnegative() }))
    .mutation(async ({ ctx, input }) => give(await correctDraft(ctx, input))),
  discardDraft: firmProcedure
    .input(z.object({ draftId: z.uuid() }))
    .mutation(async ({ ctx, input }) => give(await discardDraft(ctx, input))),
  fields: crossingProcedure.query(async ({ ctx, input }) => give(await readFields(ctx, input))),
  correctField: crossingProcedure
    .input(
      z.object({
        field: z.enum(CORRECTABLE_FIELDS),
        to: z.string().max(300),
        reason: reasonSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => give(await correctField(ctx, input))),
});
