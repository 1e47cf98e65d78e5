import type { CrossingState } from '../crossing/state';
import type { StepId } from '../shared/identity';
import type { Agency } from '../shared/vocabulary';
import type { Process, Step } from './process';

/** A step as one agency meets it on its tablet. */
export type OfferedStep = {
  readonly step: Step;
  /** `waiting`: something before it is missing. It can be ticked all the same: order is advice (rule 1). */
  readonly status: 'ready' | 'waiting' | 'done';
  /** What is missing before it, in the document's order. */
  readonly missing: readonly StepId[];
  /** Since when this agency is waited for here, ms; null when nobody waits for it. */
  readonly waitedForSince: number | null;
  /** When this agency ticked it, ms. */
  readonly doneAt: number | null;
};

/** What `agency` can tick at this crossing, in the document's order (PR-9). */
export function stepsFor(process: Process, state: CrossingState, agency: Agency): readonly OfferedStep[] {
  const statuses = new Map(state.steps.map(({ step, status }) => [step, status]));
  const isMissing = (step: Step): boolean => {
    const status = statuses.get(step.id) ?? 'open';
    if (status === 'confirmed' || status === 'not-needed') return false;
    return !step.optional || status === 'partly' || status === 'asked';
  };
  return process.steps
    .filter(({ agencies }) => agencies.includes(agency))
    .map((step) => {
      const needs = process.preconditions
        .filter((fact) => fact.step === step.id)
        .flatMap((fact) => fact.needs);
      const missing = process.steps
        .filter((other) => step.after.includes(other.id) || needs.includes(other.id))
        .filter((other) =>
          needs.includes(other.id) ? statuses.get(other.id) !== 'confirmed' : isMissing(other),
        )
        .map(({ id }) => id);
      const mine = state.steps
        .find((known) => known.step === step.id)
        ?.confirmations.find((confirmation) => confirmation.agency === agency);
      const waiting = state.waitingOn.find((wait) => wait.step === step.id && wait.agency === agency);
      return {
        step,
        status: mine !== undefined ? 'done' : missing.length === 0 ? 'ready' : 'waiting',
        missing,
        waitedForSince: waiting?.since ?? null,
        doneAt: mine?.at ?? null,
      };
    });
}
