import * as z from 'zod';
import { gateById } from '@/domain/gate/gates';
import { gateIdSchema } from '@/domain/shared/identity';

/** A gate of the gates table; anything else is a bad input, not an empty answer. */
export const knownGateSchema = gateIdSchema.refine((id) => gateById(id) !== null);

/** Why something was done: kept for ever beside the act, so never empty. */
export const reasonSchema = z.string().trim().min(3).max(300);
