import * as z from 'zod';
import type { GoodsClass } from '../shared/vocabulary';

/** Classes that take turns at a call-up (rule 9). */
export const ORDER_CLASSES = [
  'perishable-trusted',
  'perishable',
  'trusted',
  'ordinary',
  'livestock',
  'dangerous',
  'new-vehicle',
  'empty',
] as const;
export type OrderClass = (typeof ORDER_CLASSES)[number];

/** A turn belongs to a class, or to whoever has waited longest of all: that is the ageing. */
export const TURNS = [...ORDER_CLASSES, 'oldest'] as const;
export type Turn = (typeof TURNS)[number];
/** Why a vehicle stands where it does among its own class. */
export const RANKS = ['spoils', 'cleared', 'place'] as const;
export type Rank = (typeof RANKS)[number];

/** Turns out of a round, per class; one that is absent has none of its own and is reached by "oldest" only. */
export const ratioSchema = z
  .partialRecord(z.enum(TURNS), z.int().min(0).max(20))
  .refine((ratio) => (ratio.oldest ?? 0) > 0, 'somebody who waits must be reached: "oldest" needs a turn');
export type Ratio = Readonly<z.infer<typeof ratioSchema>>;

export function orderClassOf(goods: GoodsClass, trusted: boolean): OrderClass {
  if (goods === 'perishable') return trusted ? 'perishable-trusted' : 'perishable';
  if (goods === 'ordinary') return trusted ? 'trusted' : 'ordinary';
  return goods;
}

/** The class of goods that calendars and levers speak of. */
export const goodsOf = (order: OrderClass): GoodsClass =>
  order === 'perishable-trusted' ? 'perishable' : order === 'trusted' ? 'ordinary' : order;

/**
 * A round of turns, each class spread evenly over it (smooth weighted round robin; equal claims in the order of
 * `TURNS`), so that nobody waits for a block of others.
 */
export function roundOf(ratio: Ratio): readonly Turn[] {
  const claims = TURNS.map((turn) => ({ turn, weight: ratio[turn] ?? 0, credit: 0 }));
  const length = claims.reduce((sum, { weight }) => sum + weight, 0);
  return Array.from({ length }, () => {
    for (const claim of claims) claim.credit += claim.weight;
    const next = claims.reduce((best, claim) => (claim.credit > best.credit ? claim : best));
    next.credit -= length;
    return next.turn;
  });
}

/**
 * The turn that comes next, from a position in the round on, passing over classes of which nobody may go; and the
 * position after it. Null when nobody may go. `may` is not asked about "oldest", which goes whenever anybody may.
 */
export function nextTurn(
  round: readonly Turn[],
  position: number,
  may: (order: OrderClass) => boolean,
): { readonly turn: Turn; readonly position: number } | null {
  if (!ORDER_CLASSES.some(may)) return null;
  for (let step = 0; step < round.length; step += 1) {
    const at = (position + step) % round.length;
    const turn = round[at] ?? 'oldest';
    if (turn === 'oldest' || may(turn)) return { turn, position: (at + 1) % round.length };
  }
  return { turn: 'oldest', position };
}
