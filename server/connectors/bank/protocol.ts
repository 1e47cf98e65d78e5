import * as z from 'zod';

/** What is said over the wire between us and a bank's notices of credits, docs/protocols/bank.md. */
export const CREDITS_PATH = '/v1/credits';
export const MOST_CREDITS = 200;

export const creditsRequestSchema = z.object({
  account: z.string().min(1).max(30),
  /** As the last answer gave it; null from the beginning of what the bank still knows. */
  cursor: z.string().max(200).nullable(),
  limit: z.int().positive().max(MOST_CREDITS),
});

/** Text that a database can keep: banks pass on whatever somebody typed. */
const textSchema = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.replaceAll('\0', ' '));

/** One credit on the account. `id` is the bank's own number and never comes back for another credit. */
export const creditSchema = z.object({
  id: z
    .string()
    .min(1)
    .max(60)
    .refine((id) => !id.includes('\0')),
  /** Whole VND. */
  amount: z.int().positive().max(9_999_999_999_999),
  /** The words of the transfer, as the payer's bank passed them on. */
  words: textSchema(300),
  bookedAt: z.iso.datetime({ offset: true }),
});
export type Credit = z.infer<typeof creditSchema>;

export const creditsAnswerSchema = z.object({
  /** Each is read for itself: one that is no credit must not hold up the others. */
  items: z.array(z.unknown()).max(MOST_CREDITS * 2),
  cursor: textSchema(200),
  more: z.boolean(),
});
