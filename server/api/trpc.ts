import { initTRPC } from '@trpc/server';
import * as z from 'zod';
import { ACTIONS, type Action } from '@/domain/access/actions';
import { can, NO_SUBJECT, type Subject, subjectAtGate, subjectOfFirm } from '@/domain/access/can';
import { firmOfCrossing } from '@/server/declaration/firm-of-crossing';
import type { Context } from './context';
import { apiError, errorCodeOf, isAway } from './errors';
import { knownGateSchema } from './inputs';

const t = initTRPC.context<Context>().create({
  isDev: false,
  // Codes only: no message, no stack, no report of the schema (it would echo what was typed).
  errorFormatter: ({ error, shape }) => ({
    ...shape,
    message: errorCodeOf(error),
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, errorCode: errorCodeOf(error) },
  }),
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/**
 * Asks the one rule before anything is done. The action is the procedure's own path: a procedure that the rule does not
 * know is forbidden to everybody, so a new one cannot be forgotten.
 */
export function demand(ctx: Context, path: string, subject: Subject): void {
  const action: Action | undefined = ACTIONS.find((known) => known === path);
  if (action !== undefined && can(ctx.actor, action, subject)) return;
  throw refusal(ctx);
}

const refusal = (ctx: Context) => apiError(ctx.actor.kind === 'anonymous' ? 'AP-SIGN' : 'AP-MAY');

const base = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && isAway(result.error.cause)) throw apiError('AP-LATER', result.error.cause);
  return result;
});

/** Open by intent; the rule is asked all the same. */
export const publicProcedure = base.use(({ ctx, path, next }) => {
  demand(ctx, path, NO_SUBJECT);
  return next();
});

/** For a firm's own people; hands the use case the firm. */
export const firmProcedure = base.use(({ ctx, path, next }) => {
  const firmId = ctx.actor.kind === 'person' ? ctx.actor.firmId : null;
  demand(ctx, path, subjectOfFirm(firmId));
  if (ctx.actor.kind !== 'person' || firmId === null) throw refusal(ctx);
  return next({ ctx: { ...ctx, actor: ctx.actor, firmId } });
});

/** For people of the gate that the input names. */
export const gateProcedure = base
  .input(z.object({ gateId: knownGateSchema }))
  .use(({ ctx, path, input, next }) => {
    demand(ctx, path, subjectAtGate(input.gateId));
    if (ctx.actor.kind !== 'person') throw refusal(ctx);
    return next({ ctx: { ...ctx, actor: ctx.actor } });
  });

/** As `gateProcedure`; without a gate it is about the province. */
export const placeProcedure = base
  .input(z.object({ gateId: knownGateSchema.nullable() }))
  .use(({ ctx, path, input, next }) => {
    demand(ctx, path, input.gateId === null ? NO_SUBJECT : subjectAtGate(input.gateId));
    if (ctx.actor.kind !== 'person') throw refusal(ctx);
    return next({ ctx: { ...ctx, actor: ctx.actor } });
  });

/** For people of the province: what is over all gates. */
export const provinceProcedure = base.use(({ ctx, path, next }) => {
  demand(ctx, path, NO_SUBJECT);
  if (ctx.actor.kind !== 'person') throw refusal(ctx);
  return next({ ctx: { ...ctx, actor: ctx.actor } });
});

/** As `gateProcedure`, where a firm may act as well: whose the crossing is, is looked up before the rule is asked. */
export const crossingProcedure = base
  .input(z.object({ gateId: knownGateSchema, crossingId: z.uuid() }))
  .use(async ({ ctx, path, input, next }) => {
    if (ctx.actor.kind !== 'person') throw refusal(ctx);
    const firmId = await firmOfCrossing(ctx.db, input.gateId, input.crossingId);
    demand(ctx, path, { ...NO_SUBJECT, gateId: input.gateId, firmId });
    return next({ ctx: { ...ctx, actor: ctx.actor } });
  });
