import type { Process } from '../process/process';
import type { Stage } from '../shared/vocabulary';
import type { CrossingState, StepState } from './state';

/** When a vehicle was where, ms; null: not yet, or not known. */
export type Passage = {
  /** Called from the staging yard. */
  readonly calledAt: number | null;
  /** First tick at the gate or beyond it. */
  readonly insideAt: number | null;
  /** Everything before its release was done: from then on it stood ready for the neighbour. */
  readonly readyAt: number | null;
};

const INSIDE: readonly Stage[] = ['gate', 'yard', 'line', 'left'];

const ticksAt = (steps: readonly StepState[]): readonly number[] =>
  steps.flatMap(({ confirmations }) => confirmations.map(({ at }) => at));
const first = (times: readonly number[]) => (times.length === 0 ? null : Math.min(...times));

/** FO-20: what the flow of a gate is measured by, from the ticks of one crossing. */
export function passageOf(process: Process | null, state: CrossingState): Passage {
  const insideAt = first(ticksAt(state.steps.filter(({ stage }) => INSIDE.includes(stage))));
  return {
    calledAt: first(ticksAt(state.steps.filter(({ stage }) => stage === 'called'))),
    insideAt,
    readyAt: readySince(process, state, insideAt),
  };
}

function readySince(process: Process | null, state: CrossingState, insideAt: number | null): number | null {
  const release = process?.steps.find((step) => step.release);
  if (release === undefined || insideAt === null) return null;
  const before = state.steps.filter(({ step }) => release.after.includes(step));
  const isDone = ({ status }: StepState) => status === 'confirmed' || status === 'not-needed';
  if (!before.every(isDone)) return null;
  return Math.max(insideAt, ...before.flatMap(({ confirmedAt }) => confirmedAt ?? []));
}
