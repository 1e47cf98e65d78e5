import * as z from 'zod';
import { localeSchema } from '../shared/vocabulary';
import {
  CHANNELS,
  type Channel,
  channelSchema,
  TELLING_KINDS,
  TELLING_RULES,
  type TellingKind,
} from './telling-kind';

/** Minutes of the day in Hà Nội, from inclusive to exclusive; over midnight where `from` is the later. */
export const quietHoursSchema = z
  .object({ from: z.int().min(0).max(1439), to: z.int().min(0).max(1439) })
  .refine(({ from, to }) => from !== to);
export type QuietHours = z.infer<typeof quietHoursSchema>;

export const preferenceSchema = z.object({
  /** In which language somebody is written to. */
  locale: localeSchema,
  /** Null: none. */
  quiet: quietHoursSchema.nullable(),
  /** Where somebody chose otherwise than the table (TE-1). */
  choices: z.partialRecord(z.enum(TELLING_KINDS), z.array(channelSchema).max(CHANNELS.length)),
});
export type Preference = z.infer<typeof preferenceSchema>;

/** 22:00 to 06:00. */
export const USUAL_QUIET: QuietHours = { from: 22 * 60, to: 6 * 60 };
export const USUAL_PREFERENCE: Preference = { locale: 'vi', quiet: USUAL_QUIET, choices: {} };

/** By which ways somebody wants to be told of it (TE-2). */
export const channelsFor = (
  kind: TellingKind,
  { choices }: Pick<Preference, 'choices'>,
): readonly Channel[] => choices[kind] ?? TELLING_RULES[kind].channels;
