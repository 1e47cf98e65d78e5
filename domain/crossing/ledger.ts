import type { Process, Step } from '../process/process';
import type { StepId } from '../shared/identity';
import type { Confirmation } from './state';

/** What stands in the log of a crossing's steps so far. */
export type Ledger = {
  /** Confirmations that count: the first of each agency a step asks for. */
  readonly ticks: Map<StepId, Confirmation[]>;
  /** Optional steps that an officer asked for, since when, ms (FO-15). */
  readonly asked: Map<StepId, number>;
  /** Those of them whose agency said no: answered, and never complete. */
  readonly denied: Set<StepId>;
};

export const emptyLedger = (): Ledger => ({ ticks: new Map(), asked: new Map(), denied: new Set() });

/** Facts that must hold before the step may be called complete. */
export const preconditionsOf = (process: Process, step: StepId): readonly StepId[] =>
  process.preconditions.filter((fact) => fact.step === step).flatMap(({ needs }) => needs);

/**
 * Time of the last confirmation or precondition the step needed, ms; null while one is missing (FO-4). A document
 * whose preconditions go in a circle never completes them, instead of looping.
 */
export function completedAt(
  process: Process,
  ledger: Ledger,
  id: StepId,
  known: Map<StepId, number | null> = new Map(),
): number | null {
  const answer = known.get(id);
  if (answer !== undefined) return answer;
  known.set(id, null);
  const step = process.steps.find((candidate) => candidate.id === id);
  if (step === undefined) return null;
  const confirmations = ledger.ticks.get(id) ?? [];
  if (confirmations.length < new Set(step.agencies).size) return null;
  let latest = Math.max(...confirmations.map(({ at }) => at));
  for (const need of preconditionsOf(process, id)) {
    const at = completedAt(process, ledger, need, known);
    if (at === null) return null;
    latest = Math.max(latest, at);
  }
  known.set(id, latest);
  return latest;
}

/** An optional step nobody began or asked for stands in nobody's way; any other does (PR-4, FO-15). */
export const isSkipped = (step: Step, ledger: Ledger): boolean =>
  step.optional && !ledger.ticks.has(step.id) && !ledger.asked.has(step.id);

/** May the step be ticked in good order: everything it comes after is complete or skipped. */
export function orderHolds(process: Process, ledger: Ledger, step: Step): boolean {
  return step.after.every((id) => {
    const before = process.steps.find((candidate) => candidate.id === id);
    return before === undefined || isSkipped(before, ledger) || completedAt(process, ledger, id) !== null;
  });
}

export const preconditionsHold = (process: Process, ledger: Ledger, step: StepId): boolean =>
  preconditionsOf(process, step).every((need) => completedAt(process, ledger, need) !== null);
