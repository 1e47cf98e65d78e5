import type { CrossingState } from '../crossing/state';
import type { StepId } from '../shared/identity';
import type { LocalText } from '../shared/vocabulary';
import type { Process } from './process';

/** One published fact that a step needs, with its state; `heldSince` null: not yet. */
export type Precondition = { readonly text: LocalText; readonly heldSince: number | null };

/** What must hold before `step` may be called complete, in the document's order (PR-11). */
export function preconditionsFor(
  process: Process,
  state: CrossingState,
  step: StepId,
): readonly Precondition[] {
  const completeAt = (id: StepId): number | null =>
    state.steps.find((known) => known.step === id)?.confirmedAt ?? null;
  return process.preconditions
    .filter((fact) => fact.step === step)
    .map(({ text, needs }) => {
      const times = needs.map(completeAt);
      const heldSince = times.reduce<number | null>(
        (latest, at) => (latest === null || at === null ? null : Math.max(latest, at)),
        0,
      );
      return { text, heldSince };
    });
}
