import * as z from 'zod';
import { gateIdSchema, stepIdSchema } from '../shared/identity';
import {
  agencySchema,
  crossingKindSchema,
  directionSchema,
  localTextSchema,
  stageSchema,
} from '../shared/vocabulary';

/**
 * The process is data (rule 3): a versioned document per gate × direction × kind. A crossing keeps the version it
 * began with. Validation beyond shape (references, cycles, reachability) is `validateProcess`.
 */
export const stepSchema = z.object({
  id: stepIdSchema,
  name: localTextSchema,
  /** The stage a crossing is in once this step is confirmed. */
  stage: stageSchema,
  /** All of them must confirm; entry needs border guard *and* customs (rule 2). */
  agencies: z.array(agencySchema).min(1),
  /** Steps that must be complete before anyone is said to be waited for here. Order is advice, never a refusal. */
  after: z.array(stepIdSchema),
  /** Confirming at this step uses up the pass once per direction. */
  usesPass: z.boolean(),
  /** Leaving the supervised area: the only hard block (rule 4). */
  release: z.boolean(),
  /** Customs' tick here answers "eligible to pass the supervised area?" with yes (rule 4); a feed may answer later. */
  grantsEligibility: z.boolean(),
  /** Not every crossing needs it (quarantine): asked for by an event or skipped without a wait. */
  optional: z.boolean(),
  /** Our guess, the real step is unpublished. */
  assumed: z.boolean(),
});
export type Step = z.infer<typeof stepSchema>;

/** Facts that must hold before the step may be called complete, beside `after` (transshipment has four). */
export const processSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{3,60}$/),
  version: z.int().positive(),
  gateId: gateIdSchema,
  direction: directionSchema,
  kind: crossingKindSchema,
  name: localTextSchema,
  source: z.string().max(300),
  assumed: z.boolean(),
  steps: z.array(stepSchema).min(1).max(40),
  preconditions: z.array(
    z.object({
      step: stepIdSchema,
      needs: z.array(stepIdSchema).min(1),
      text: localTextSchema,
    }),
  ),
});
export type Process = z.infer<typeof processSchema>;

/** A document half written: of the right shape and size, and perhaps without a step or with one that nobody confirms. */
export const processDraftSchema = processSchema.extend({
  steps: z.array(stepSchema.extend({ agencies: z.array(agencySchema).max(8) })).max(40),
  preconditions: processSchema.shape.preconditions.max(40),
});
