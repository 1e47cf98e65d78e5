import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type CrossingId, type Hash, hashSchema } from '../shared/identity';
import { GOODS_CLASSES, type GoodsClass } from '../shared/vocabulary';
import { canonicalJson } from '../sync/canonical-json';
import { outOfTurn } from './inversions';
import type { Allocation, allocate, Waiting } from './order';
import type { Turn } from './order-class';

/**
 * What the rules were asked with when a call was made (GA-14): who waited, where the round stood, what the levers left. The
 * same questions asked again give the same order for ever, whatever became of the vehicles since. Times in ms.
 */
export type CallKnew = {
  readonly at: number;
  readonly round: readonly Turn[];
  readonly position: number;
  /** How many of a class might still go; a class that no lever held is absent. */
  readonly limits: Readonly<Partial<Record<GoodsClass, number>>>;
  readonly waiting: readonly Omit<Waiting, 'plate'>[];
};
type Asked = Parameters<typeof allocate>[0];

/** Kept without plates: vehicles are named by their crossing only. */
export const knewOf = ({ at, round, position, waiting, limitOf }: Asked): CallKnew => ({
  at,
  round,
  position,
  limits: Object.fromEntries(
    GOODS_CLASSES.flatMap((goods) => {
      const left = limitOf(goods);
      return left === null ? [] : [[goods, left]];
    }),
  ),
  waiting: waiting
    .map(({ plate: _, ...each }) => each)
    .toSorted((a, b) => (a.crossingId < b.crossingId ? -1 : 1)),
});

/** What stands in the call's event, so that what is kept beside it cannot be changed unseen. */
export const printOfKnew = (knew: CallKnew): Hash =>
  hashSchema.parse(bytesToHex(sha256(utf8ToBytes(canonicalJson(knew)))));

const asked = ({ at, round, position, limits, waiting }: CallKnew): Asked => ({
  at,
  round,
  position,
  waiting: waiting.map((each): Waiting => ({ ...each, plate: '' })),
  limitOf: (goods) => limits[goods] ?? null,
});

export type CallAudit =
  /** `outOfTurn`: whom the rules would not have called at that turn. */
  | { readonly kind: 'known'; readonly outOfTurn: readonly CrossingId[] }
  /** Recorded before this was kept. */
  | { readonly kind: 'unknown' }
  /** What was kept is not what its print says. */
  | { readonly kind: 'altered' };

/** GA-15: a recorded call held against the same decision made again. */
export function auditCall(
  recorded: readonly Pick<Allocation, 'crossingId'>[],
  print: Hash | null,
  kept: CallKnew | null,
): CallAudit {
  if (print === null) return { kind: 'unknown' };
  if (kept === null || printOfKnew(kept) !== print) return { kind: 'altered' };
  return { kind: 'known', outOfTurn: outOfTurn(asked(kept), recorded) };
}
