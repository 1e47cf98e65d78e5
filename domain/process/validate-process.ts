import type { StepId } from '../shared/identity';
import { err, ok, type Result } from '../shared/result';
import { type Process, processSchema, type Step } from './process';

/** Why a document may not be used. Closed set; every fault names the place a manager must mend. */
export type ProcessFault =
  | { readonly code: 'PR-SHAPE'; readonly path: string; readonly message: string }
  | { readonly code: 'PR-NAME'; readonly step: StepId } // no name in one of the three languages
  | { readonly code: 'PR-TWICE'; readonly step: StepId } // step id, or an agency within it, said twice
  | { readonly code: 'PR-REFERENCE'; readonly step: StepId; readonly missing: StepId }
  | { readonly code: 'PR-CYCLE'; readonly steps: readonly StepId[] }
  | { readonly code: 'PR-END'; readonly steps: readonly StepId[] } // not exactly one needed step that leaves
  | { readonly code: 'PR-RELEASE'; readonly steps: readonly StepId[] } // two releases, or one that may be skipped
  | { readonly code: 'PR-OPTIONAL'; readonly step: StepId } // a precondition nobody would ever be waited for
  | { readonly code: 'PR-REACH'; readonly step: StepId }; // needed, yet the end does not come after it

/** Steps that come before `step`, by order and by precondition. */
function requirements(process: Process, step: StepId): readonly StepId[] {
  const order = process.steps.find(({ id }) => id === step)?.after ?? [];
  return [
    ...order,
    ...process.preconditions.filter((fact) => fact.step === step).flatMap(({ needs }) => needs),
  ];
}

function repeated(process: Process): readonly ProcessFault[] {
  const seen = new Set<StepId>();
  return process.steps.flatMap(({ id, agencies }): ProcessFault[] => {
    const twice = seen.has(id) || new Set(agencies).size !== agencies.length;
    seen.add(id);
    return twice ? [{ code: 'PR-TWICE', step: id }] : [];
  });
}

/** What a new step was once called until somebody named it: drafts of then still say so. */
const PLACEHOLDER = 'New step';
/** No name yet, in this language. */
export const isUnnamed = (text: string): boolean => text.trim() === '' || text.trim() === PLACEHOLDER;

function unnamed(process: Process): readonly ProcessFault[] {
  return process.steps
    .filter(({ name }) => Object.values(name).some(isUnnamed))
    .map(({ id }) => ({ code: 'PR-NAME', step: id }));
}

function references(process: Process): readonly ProcessFault[] {
  const known = new Set(process.steps.map(({ id }) => id));
  const missing = (step: StepId, names: readonly StepId[]): ProcessFault[] =>
    names.filter((name) => !known.has(name)).map((name) => ({ code: 'PR-REFERENCE', step, missing: name }));
  return [
    ...process.steps.flatMap(({ id, after }) => missing(id, after)),
    ...process.preconditions.flatMap(({ step, needs }) => missing(step, [step, ...needs])),
  ];
}

/** A step that may be skipped cannot be what another one depends on. */
function skippable(process: Process): readonly ProcessFault[] {
  const needed = new Set(process.preconditions.flatMap(({ needs }) => needs));
  return process.steps
    .filter(({ id, optional }) => optional && needed.has(id))
    .map(({ id }) => ({ code: 'PR-OPTIONAL', step: id }));
}

/** Takes away steps whose requirements are all taken away; what stays stands in or behind a cycle. */
function cycle(process: Process): readonly ProcessFault[] {
  let left: readonly Step[] = process.steps;
  for (;;) {
    const names = new Set(left.map(({ id }) => id));
    const stuck = left.filter(({ id }) => requirements(process, id).some((name) => names.has(name)));
    if (stuck.length === left.length) break;
    left = stuck;
  }
  return left.length === 0 ? [] : [{ code: 'PR-CYCLE', steps: left.map(({ id }) => id) }];
}

function ends(process: Process): readonly ProcessFault[] {
  const leaving = process.steps.filter(({ stage }) => stage === 'left');
  const releases = process.steps.filter(({ release }) => release);
  const faults: ProcessFault[] = [];
  const [end] = leaving;
  if (leaving.length !== 1 || end?.optional !== false)
    faults.push({ code: 'PR-END', steps: leaving.map(({ id }) => id) });
  if (releases.length > 1 || releases.some(({ optional }) => optional))
    faults.push({ code: 'PR-RELEASE', steps: releases.map(({ id }) => id) });
  if (faults.length > 0 || end === undefined) return faults;

  const before = new Set<StepId>([end.id]);
  for (const id of before) for (const name of requirements(process, id)) before.add(name);
  return process.steps
    .filter(({ id, optional }) => !optional && !before.has(id))
    .map(({ id }) => ({ code: 'PR-REACH', step: id }));
}

/**
 * A document as a manager or a file brings it (PR-1 … PR-6): shape, unique names, references, no cycle, exactly one
 * end, at most one release, no precondition that may be skipped, and nothing needed that the end does not wait for.
 * Then every crossing can be walked to its end by those who are waited for.
 */
export function validateProcess(document: unknown): Result<Process, readonly ProcessFault[]> {
  const parsed = processSchema.safeParse(document);
  if (!parsed.success)
    return err(
      parsed.error.issues.map(({ path, message }) => ({ code: 'PR-SHAPE', path: path.join('.'), message })),
    );
  const process = parsed.data;
  const broken = [...unnamed(process), ...repeated(process), ...references(process)];
  const faults = broken.length > 0 ? broken : [...cycle(process), ...skippable(process), ...ends(process)];
  return faults.length > 0 ? err(faults) : ok(process);
}
