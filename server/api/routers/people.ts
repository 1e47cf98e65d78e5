import * as z from 'zod';
import { postSchema } from '@/domain/access/change-person';
import {
  addPerson,
  correctPerson,
  disablePerson,
  enablePerson,
  movePerson,
  renewPassword,
} from '@/server/account/change-people';
import { listPeople, listPersonChanges } from '@/server/account/list-people';
import { give } from '../errors';
import { knownGateSchema, lineSchema, reasonSchema } from '../inputs';
import { gateProcedure, router } from '../trpc';

const orderInput = z.object({ person: z.uuid(), reason: reasonSchema });
/** Of a gate that there is. */
const knownPostSchema = postSchema.refine(
  ({ gateId }) => gateId === null || knownGateSchema.safeParse(gateId).success,
);

/** The people of a gate (AC-9 … AC-13). Whom a manager may touch is asked person by person besides. */
export const peopleRouter = router({
  list: gateProcedure.query(({ ctx, input }) => listPeople(ctx, input)),
  history: gateProcedure.query(({ ctx, input }) => listPersonChanges(ctx, input)),
  add: gateProcedure
    .input(
      z.object({
        name: lineSchema(2, 80),
        email: z.email().max(254),
        post: knownPostSchema,
        reason: reasonSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => give(await addPerson(ctx, input))),
  move: gateProcedure
    .input(orderInput.extend({ post: knownPostSchema }))
    .mutation(async ({ ctx, input }) => give(await movePerson(ctx, input))),
  correct: gateProcedure
    .input(orderInput.extend({ name: lineSchema(2, 80), email: z.email().max(254) }))
    .mutation(async ({ ctx, input }) => give(await correctPerson(ctx, input))),
  disable: gateProcedure
    .input(orderInput)
    .mutation(async ({ ctx, input }) => give(await disablePerson(ctx, input))),
  enable: gateProcedure
    .input(orderInput)
    .mutation(async ({ ctx, input }) => give(await enablePerson(ctx, input))),
  renewPassword: gateProcedure
    .input(orderInput)
    .mutation(async ({ ctx, input }) => give(await renewPassword(ctx, input))),
});
