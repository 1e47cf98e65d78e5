import * as z from 'zod';

const bytesSchema = z.int().nonnegative().nullable();

/**
 * How a tablet fares, told with a push (rule 14: which one is silent, full or about to go dark). Of the machine alone:
 * nothing in it is of a vehicle or a person.
 */
export const conditionSchema = z.object({
  /** Build of the app. */
  version: z.string().max(40),
  storageUsedBytes: bytesSchema,
  storageQuotaBytes: bytesSchema,
  /** Whether the browser promised not to evict; null where it does not say. */
  persisted: z.boolean().nullable(),
  /** `level` from 0 to 1; null where the browser does not say. */
  battery: z.object({ level: z.number().min(0).max(1), charging: z.boolean() }).nullable(),
  /** Events above the acknowledgement when it was told, and the corrected time of the oldest, ms. */
  unsynced: z.int().nonnegative(),
  oldestUnsyncedAt: z.int().nullable(),
});
export type Condition = z.infer<typeof conditionSchema>;
