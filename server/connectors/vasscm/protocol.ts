import * as z from 'zod';

/**
 * What is said over the wire between us and the supervised-area system, docs/protocols/vasscm.md. The real message schema is not
 * public: this is our reading of what the published descriptions say it knows, behind one port (`source.ts`).
 */
export const CHANGES_PATH = '/v1/eligibility/changes';
export const STANDING_PATH = '/v1/eligibility/standing';
export const MOST_ITEMS = 500;

const placeSchema = z.string().min(1).max(20);
export const changesRequestSchema = z.object({
  place: placeSchema,
  /** As the last answer gave it; null from the beginning of what the other side still knows. */
  cursor: z.string().max(200).nullable(),
  limit: z.int().positive().max(MOST_ITEMS),
});
export const standingRequestSchema = z.object({
  place: placeSchema,
  declarations: z
    .array(z.string().regex(/^\d{11}$/))
    .min(1)
    .max(MOST_ITEMS),
});

/** One answer. Parsed one by one: a bad item never hides the good ones. */
export const itemSchema = z.object({
  /** 11 or 12 digits; the 12th counts amendments. */
  declaration: z.string().regex(/^\d{11,12}$/),
  container: z
    .string()
    .regex(/^[A-Z]{3}[UJZ]\d{7}$/)
    .nullable(),
  eligible: z.boolean(),
  /** When it became so there, with its zone. */
  asOf: z.iso.datetime({ offset: true }),
});
export type Item = z.infer<typeof itemSchema>;

export const changesAnswerSchema = z.object({
  cursor: z.string().min(1).max(200),
  more: z.boolean(),
  items: z.array(z.unknown()).max(MOST_ITEMS),
});
export const standingAnswerSchema = z.object({ items: z.array(z.unknown()).max(MOST_ITEMS * 10) });
