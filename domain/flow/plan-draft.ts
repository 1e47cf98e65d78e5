import * as z from 'zod';
import { directionSchema, goodsClassSchema } from '../shared/vocabulary';
import type { PlanContent } from './flow-plan';
import { TURNS } from './order-class';
import { whomSchema } from './queue';
import { zoneSchema } from './zones';

/** A plan as far as it is written, faults and all: what a browser keeps of one until it is saved. */
const windows = z.array(z.object({ from: z.string(), to: z.string() }));
export const planDraftSchema = z.object({
  calendar: z.array(
    whomSchema.extend({
      from: z.string(),
      to: z.string().nullable(),
      zone: zoneSchema,
      effect: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('hours'), windows }),
        z.object({ kind: z.literal('closed'), windows }),
        z.object({ kind: z.literal('declared-before'), date: z.string() }),
      ]),
      source: z.string(),
    }),
  ),
  lanes: z.array(
    z.object({
      name: z.string(),
      route: z.string().nullable(),
      vehiclesPerHour: z.number(),
      serves: z.array(z.object({ direction: directionSchema, from: z.string(), to: z.string() })),
    }),
  ),
  yards: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['staging', 'inside']),
      direction: directionSchema,
      places: z.number().nullable(),
      vehiclesPerHour: z.number().nullable(),
    }),
  ),
  ratios: z.record(directionSchema, z.partialRecord(z.enum(TURNS), z.number())),
  levers: z.array(
    whomSchema.omit({ classes: true }).extend({
      class: goodsClassSchema,
      from: z.number(),
      to: z.number().nullable(),
      perHour: z.number(),
      reason: z.string(),
    }),
  ),
  secondPersonFrom: z.number(),
});

/** What was kept; null when it is no plan at all, or one of another time of this program. */
export function readPlanDraft(text: string | null): PlanContent | null {
  if (text === null) return null;
  try {
    return planDraftSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
