import type { Process, Step } from '../process/process';
import { type Agency, STAGES, type Stage } from '../shared/vocabulary';
import { completedAt, isSkipped, type Ledger, preconditionsOf } from './ledger';
import type { StepState, Waiting } from './state';

/** Every step of the document with who confirmed it, in the document's order. */
export function stepStates(process: Process, ledger: Ledger, ended: boolean): readonly StepState[] {
  return process.steps.map((step) => {
    const confirmations = ledger.ticks.get(step.id) ?? [];
    const confirmedAt = completedAt(process, ledger, step.id);
    return {
      step: step.id,
      stage: step.stage,
      usesPass: step.usesPass,
      status: statusOf(step, ledger, confirmedAt, () => wentOn(process, ledger, step) || ended),
      confirmations,
      missing: missingAgencies(step, ledger),
      confirmedAt,
    };
  });
}

function statusOf(
  step: Step,
  ledger: Ledger,
  confirmedAt: number | null,
  isPast: () => boolean,
): StepState['status'] {
  if (confirmedAt !== null) return 'confirmed';
  if ((ledger.ticks.get(step.id) ?? []).length > 0) return 'partly';
  if (ledger.asked.has(step.id)) return 'asked';
  return step.optional && isPast() ? 'not-needed' : 'open';
}

const wentOn = (process: Process, ledger: Ledger, step: Step): boolean =>
  process.steps.some(({ id, after }) => after.includes(step.id) && ledger.ticks.has(id));

function missingAgencies(step: Step, ledger: Ledger): readonly Agency[] {
  const done = (ledger.ticks.get(step.id) ?? []).map(({ agency }) => agency);
  return step.agencies.filter((agency) => !done.includes(agency));
}

/** Furthest stage of a complete step, and when it was reached; a half-confirmed entry has not entered. */
export function furthestStage(
  steps: readonly StepState[],
  declaredAt: number | null,
): { readonly stage: Stage; readonly stageSince: number | null } {
  let stage: Stage = 'declared';
  let stageSince = declaredAt;
  for (const { stage: reached, confirmedAt } of steps) {
    if (confirmedAt === null) continue;
    const further = STAGES.indexOf(reached) - STAGES.indexOf(stage);
    if (further > 0) stageSince = confirmedAt;
    if (further === 0) stageSince = Math.min(stageSince ?? confirmedAt, confirmedAt);
    if (further >= 0) stage = reached;
  }
  return { stage, stageSince };
}

/**
 * Since when a step nobody has begun could be done (FO-7): the last of what it comes after and of its preconditions;
 * a step that comes after nothing, since the vehicle was first seen. Null while it cannot.
 */
function possibleSince(
  process: Process,
  ledger: Ledger,
  step: Step,
  arrivedAt: number | null,
): number | null {
  let latest: number | null = null;
  for (const id of [...step.after, ...preconditionsOf(process, step.id)]) {
    const before = process.steps.find((candidate) => candidate.id === id);
    if (before === undefined || (step.after.includes(id) && isSkipped(before, ledger))) continue;
    const at = completedAt(process, ledger, id);
    if (at === null) return null;
    latest = Math.max(latest ?? at, at);
  }
  return latest ?? arrivedAt;
}

/**
 * Who is being waited for at steps, since when (rule 2, FO-7): the agencies still missing at a step somebody
 * else has begun, since that first tick ("border guard lagging"), all agencies of a step that could be done, and those
 * of an optional one that was asked for.
 */
export function waitingAtSteps(
  process: Process,
  ledger: Ledger,
  arrivedAt: number | null,
): readonly Waiting[] {
  return process.steps.flatMap((step): Waiting[] => {
    const begun = ledger.ticks.get(step.id);
    if (isSkipped(step, ledger) || ledger.denied.has(step.id)) return [];
    const since =
      begun === undefined
        ? (ledger.asked.get(step.id) ?? possibleSince(process, ledger, step, arrivedAt))
        : Math.min(...begun.map(({ at }) => at));
    if (since === null) return [];
    return missingAgencies(step, ledger).map((agency) => ({ agency, step: step.id, since }));
  });
}
