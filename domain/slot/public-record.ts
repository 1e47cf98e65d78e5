import * as z from 'zod';
import { directionSchema } from '../shared/vocabulary';
import { slotClassSchema } from './slot';

/** How somebody came to a place. */
export const TAKEN_BY = ['choice', 'draw', 'waiting-list', 'postponement'] as const;
export type TakenBy = (typeof TAKEN_BY)[number];
/** How somebody ceased to hold or to want one. */
export const LEFT_BY = ['given-up', 'crossing-ended', 'no-show', 'hours-past', 'postponement'] as const;

/** Why, in figures: one line explains itself without any other. */
const whySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('asked'), untilHour: z.int(), free: z.int() }),
  z.object({
    kind: z.literal('taken'),
    by: z.enum(TAKEN_BY),
    /** It became the so-manieth of those that were out. */
    nth: z.int(),
    released: z.int(),
    /** Those who waited longer and were passed over, as their firms had their share. */
    passedOver: z.int(),
  }),
  z.object({
    kind: z.literal('left'),
    by: z.enum(LEFT_BY),
    /** By how much the line itself ran late; null: it did not matter. */
    behindMinutes: z.int().nullable(),
    /** It counts against the vehicle: a no-show, a postponement. */
    counted: z.boolean(),
  }),
  z.object({ kind: z.literal('came') }),
  /** Another class of vehicle came in its stead (FV-12). */
  z.object({ kind: z.literal('last-in-hour') }),
]);
export type Why = Readonly<z.infer<typeof whySchema>>;

/**
 * One line of the public record (SL-10, rule 6): what happened to which slot, and why. Whose it was is a reference that
 * only its holder can tell from others; no firm, no plate, no name.
 */
export const recordLineSchema = z.object({
  id: z.uuid(),
  at: z.int(),
  direction: directionSchema,
  class: slotClassSchema,
  hourStart: z.int(),
  reference: z.string(),
  why: whySchema,
});
export type RecordLine = Readonly<z.infer<typeof recordLineSchema>>;

/** The commitment to the seed of a release, and the draws made with it. */
export type PublicRound = {
  readonly releaseAt: number;
  readonly commitment: string;
  readonly committedAt: number;
  /** Null: still to come. */
  readonly drawnAt: number | null;
  readonly draws: readonly PublicDraw[];
};

/** A draw in a line: who took part and who got a place is asked for by whoever makes it again. */
export type PublicDraw = Pick<RecordLine, 'direction' | 'class' | 'hourStart'> & {
  readonly seed: string;
  readonly asked: number;
  readonly places: number;
};

/** Names a draw: one seed serves every slot of a release, and each has its own order. */
export const aboutDraw = (
  gateId: string,
  slot: Pick<RecordLine, 'direction' | 'class' | 'hourStart'>,
  releaseAt: number,
): string => [gateId, slot.direction, slot.class, slot.hourStart, releaseAt].join(' ');
