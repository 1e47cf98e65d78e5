import * as z from 'zod';
import type { CrossingState } from '@/domain/crossing/state';
import {
  type Agency,
  agencySchema,
  type CrossingKind,
  crossingKindSchema,
  type Direction,
  directionSchema,
  type GoodsClass,
  goodsClassSchema,
  type Party,
  partySchema,
  type Stage,
  stageSchema,
} from '@/domain/shared/vocabulary';

/** Columns hold the glossary's words as text; a word that this version does not know is left out, never guessed. */
export const isDirection = (text: string | null): text is Direction =>
  directionSchema.safeParse(text).success;
export const isStage = (text: string | null): text is Stage => stageSchema.safeParse(text).success;
export const agencyOf = (text: string | null): Agency | null => agencySchema.safeParse(text).data ?? null;
export const partyOf = (text: string | null): Party | null => partySchema.safeParse(text).data ?? null;
export const goodsClassOf = (text: string | null): GoodsClass | null =>
  goodsClassSchema.safeParse(text).data ?? null;
export const kindOf = (text: string | null): CrossingKind | null =>
  crossingKindSchema.safeParse(text).data ?? null;

const endSchema = z.object({
  kind: z.enum(['completed', 'cancelled', 'turned-back']),
  at: z.number().transform(Math.round),
});
/** How and when a crossing ended, as its row says; null while it is under way. */
export const endOf = (row: {
  readonly endedKind: string | null;
  readonly endedAt: number | null;
}): CrossingState['ended'] => endSchema.safeParse({ kind: row.endedKind, at: row.endedAt }).data ?? null;
