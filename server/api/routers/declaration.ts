import * as z from 'zod';
import { submissionSchema } from '@/domain/declaration/submission';
import { correctDraft } from '@/server/declaration/correct-draft';
import { CORRECTABLE_FIELDS, correctField } from '@/server/declaration/correct-field';
import { discardDraft } from '@/server/declaration/discard-draft';
import { listDeclarations } from '@/server/declaration/list-declarations';
import { listDrafts } from '@/server/declaration/list-drafts';
import { saveDraft } from '@/server/declaration/save-draft';
import { submitDeclaration } from '@/server/declaration/submit-declaration';
import { give } from '../errors';
import { knownGateSchema, reasonSchema } from '../inputs';
import { procedure, router } from '../trpc';

const draftSchema = z.object({ draftId: z.uuid(), submission: submissionSchema });

export const declarationRouter = router({
  submit: procedure
    .input(z.object({ submission: submissionSchema, clientKey: z.uuid() }))
    .mutation(async ({ ctx, input }) => give(await submitDeclaration(ctx, input))),
  mine: procedure.query(({ ctx }) => listDeclarations(ctx)),
  drafts: procedure.query(({ ctx }) => listDrafts(ctx)),
  saveDraft: procedure
    .input(draftSchema)
    .mutation(async ({ ctx, input }) => give(await saveDraft(ctx, input))),
  correctDraft: procedure
    .input(draftSchema)
    .mutation(async ({ ctx, input }) => give(await correctDraft(ctx, input))),
  discardDraft: procedure
    .input(z.object({ draftId: z.uuid() }))
    .mutation(async ({ ctx, input }) => give(await discardDraft(ctx, input))),
  correctField: procedure
    .input(
      z.object({
        gateId: knownGateSchema,
        crossingId: z.uuid(),
        field: z.enum(CORRECTABLE_FIELDS),
        to: z.string().max(300),
        reason: reasonSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => give(await correctField(ctx, input))),
});
