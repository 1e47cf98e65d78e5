import * as z from 'zod';
import { gateById } from '@/domain/gate/gates';
import { tidyText } from '@/domain/identifiers/fold-text';
import { gateIdSchema } from '@/domain/shared/identity';

/** A gate of the gates table; anything else is a bad input, not an empty answer. */
export const knownGateSchema = gateIdSchema.refine((id) => gateById(id) !== null);

/** Free text as it may be stored: one line, no control characters, no halves of characters. */
export const lineSchema = (least: number, most: number) =>
  z
    .string()
    .max(most * 4)
    .transform((raw) => tidyText(raw.replace(/\p{Cs}/gu, '')))
    .pipe(z.string().min(least).max(most));

/** The same of several lines; empty lines at the ends are dropped, of more than one between others one stays. */
export const linesSchema = (least: number, most: number) =>
  z
    .string()
    .max(most * 4)
    .transform((raw) =>
      raw
        .replace(/\p{Cs}/gu, '')
        .split(/\r\n|\r|\n/)
        .map(tidyText)
        .join('\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
    )
    .pipe(z.string().min(least).max(most));

/** Why something was done: kept for ever beside the act, so never empty. */
export const reasonSchema = lineSchema(3, 300);
