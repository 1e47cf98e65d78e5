import * as z from 'zod';
import { ORDER_CLASSES, RANKS, TURNS } from '../flow/order-class';
import { crossingIdSchema, eventIdSchema, hashSchema } from '../shared/identity';

/**
 * Bodies of call-ups and announcements (protocol 3). They belong to a gate and name vehicles by their crossing only; what
 * a call does to a vehicle stands in its own history as the tick of the gate centre, and a recall as that tick's undo.
 */

/** Most vehicles of one call-up. */
export const CALL_MOST = 200;

/** Who a call reaches: the driver's phone, the screens of a yard, the tablets at the gate. */
export const recipientSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('driver'), crossingId: crossingIdSchema }),
  z.object({ kind: z.literal('yard'), yard: z.string().min(1).max(60) }),
]);

/** One place given to one vehicle (rule 6): by which turn of which round, and why it stood first in its class. */
const allocationSchema = z.object({
  crossingId: crossingIdSchema,
  class: z.enum(ORDER_CLASSES),
  placeAt: z.int(),
  spoilsAt: z.int().nullable(),
  rank: z.enum(RANKS),
  turn: z.enum(TURNS),
  position: z.int().nonnegative().max(400),
  turnsInRound: z.int().positive().max(400),
});

const callOf = { call: eventIdSchema };
const vehicles = z.array(crossingIdSchema).min(1).max(CALL_MOST);

export const callBodySchemas = {
  /** Direction in the envelope. From `secondPersonFrom` vehicles on it is sent when a second person approves. */
  'call.proposed': z.object({
    yard: z.string().min(1).max(60),
    secondPersonFrom: z.int().min(1),
    allocations: z.array(allocationSchema).min(1).max(CALL_MOST),
    /** Where the round stands after them. */
    next: z.int().nonnegative().max(400),
    /** Print of what the rules were asked with (GA-14), which the centre keeps beside it. Absent before protocol 4. */
    knew: hashSchema.optional(),
  }),
  'call.approved': z.object(callOf),
  /** Names each of them, so that a tablet need not know the call. */
  'call.recalled': z.object({
    ...callOf,
    crossingIds: vehicles,
    reason: z.string().min(1).max(300),
  }),
  'call.reached': z.object({ ...callOf, message: z.enum(['call', 'recall']), recipient: recipientSchema }),
  'call.acknowledged': z.object({ ...callOf, by: z.enum(['driver', 'yard']), crossingIds: vehicles }),
  /** Said to everybody on the boards of a gate until `until`, ms; null: until it is ended. */
  'announcement.made': z.object({
    text: z.object({
      vi: z.string().min(1).max(200),
      en: z.string().min(1).max(200),
      zh: z.string().min(1).max(200),
    }),
    until: z.int().nullable(),
  }),
  'announcement.ended': z.object({ announcement: eventIdSchema }),
} as const;
