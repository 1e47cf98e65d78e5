import type { Interval } from './intervals';
import { type AcceptanceInput, acceptance, LINK_FORGOTTEN_MS, type ToldAcceptance } from './neighbour';

/** Vehicles per hour that the neighbour is expected to take in a stretch. */
export type TakenStretch = Interval & { readonly perHour: number };

export const middleOf = ({ from, to }: Interval): number => from + (to - from) / 2;

/** A stretch in the parts between the instants that lie within it. */
export function cutAt({ from, to }: Interval, cuts: readonly number[]): readonly Interval[] {
  const within = [...new Set(cuts.filter((cut) => from < cut && cut < to))].sort((a, b) => a - b);
  return [from, ...within].map((begin, n) => ({ from: begin, to: within[n] ?? to }));
}

/** When a word begins or ends to hold. */
export const cutsOf = (told: readonly ToldAcceptance[]): readonly number[] =>
  told.flatMap(({ validFrom, validTo }) => (validTo === null ? [validFrom] : [validFrom, validTo]));

/** Without the words that no time to come can ask for. */
export const stillToCome = (input: AcceptanceInput): AcceptanceInput => ({
  ...input,
  told: input.told.filter(({ level, as, validTo, at }) =>
    level === 'machine' && as === undefined && input.now - at > LINK_FORGOTTEN_MS
      ? false
      : validTo === null || input.now < validTo,
  ),
});

/**
 * What the neighbour is expected to take of a stretch to come (FL-46): each part of it by the words that are valid then, and
 * beyond them by what is measured, else assumed. Within a part a word that fades counts as in its middle.
 */
export const takenAhead = (input: AcceptanceInput, stretch: Interval): readonly TakenStretch[] =>
  cutAt(stretch, [input.now, ...cutsOf(input.told)]).map((part) => ({
    ...part,
    perHour: acceptance(input, Math.max(input.now, middleOf(part))).vehiclesPerHour,
  }));
