import { foldWords } from '../identifiers/fold-text';
import type { Stage } from '../shared/vocabulary';
import type { Gate } from './gates';

/** Stages in which a vehicle stands in a yard: before its call, and inside the gate. */
export const YARD_STAGES = ['staging', 'yard'] as const satisfies readonly Stage[];

/** Yards of a gate in which vehicles of that stage stand. */
export const yardsOfStage = (gate: Gate, stage: Stage): readonly string[] =>
  gate.yards.flatMap(({ name, kind }) =>
    (stage === 'staging' && kind !== 'inside') || (stage === 'yard' && kind === 'inside') ? [name] : [],
  );

/**
 * GA-10: the yard that a checkpoint's name speaks of; null where it speaks of none, or of several. People write "Bãi Viettel
 * Logistics Park, cổng 2" for "Viettel Logistics Park".
 */
export function yardNamed(yards: readonly string[], checkpoint: string): string | null {
  const said = foldWords(checkpoint);
  const named = yards.filter((name) => said.includes(foldWords(name)));
  const [longest] = named.toSorted((a, b) => b.length - a.length);
  if (longest === undefined) return null;
  // "Park" within "Park 2" is not another yard.
  return named.every((name) => foldWords(longest).includes(foldWords(name))) ? longest : null;
}
