import type { StepId } from '../shared/identity';
import { canonicalJson } from '../sync/canonical-json';
import type { Process, Step } from './process';

export const STEP_FIELDS = [
  'name',
  'stage',
  'agencies',
  'after',
  'usesPass',
  'release',
  'grantsEligibility',
  'optional',
  'assumed',
] as const satisfies readonly (keyof Step)[];
export type StepField = (typeof STEP_FIELDS)[number];

export type StepChange =
  | { readonly kind: 'added' | 'removed'; readonly step: Step }
  | {
      readonly kind: 'changed';
      readonly step: Step;
      readonly before: Step;
      readonly fields: readonly StepField[];
    };

export type PreconditionChange = {
  readonly kind: 'added' | 'removed';
  readonly step: StepId;
  readonly text: Process['preconditions'][number]['text'];
};

export type Comparison = {
  readonly fields: readonly ('name' | 'source' | 'assumed')[];
  readonly steps: readonly StepChange[];
  readonly preconditions: readonly PreconditionChange[];
  /** The steps that both have stand in another order. */
  readonly isReordered: boolean;
};

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
/** A set as it counts: who confirms and what comes before have no order. */
const plain = (step: Step): Step => ({
  ...step,
  agencies: [...step.agencies].sort(),
  after: [...step.after].sort(),
});

/** What another version of a document changes, step by step (PR-13). Versions themselves are not compared. */
export function compareProcesses(before: Process, after: Process): Comparison {
  const [old, next] = [before, after].map(({ steps }) => new Map(steps.map((step) => [step.id, step])));
  const steps: StepChange[] = after.steps.flatMap((step): StepChange[] => {
    const was = old?.get(step.id);
    if (was === undefined) return [{ kind: 'added', step }];
    const [a, b] = [plain(was), plain(step)];
    const fields = STEP_FIELDS.filter((field) => !same(a[field], b[field]));
    return fields.length === 0 ? [] : [{ kind: 'changed', step, before: was, fields }];
  });
  for (const step of before.steps) if (!next?.has(step.id)) steps.push({ kind: 'removed', step });
  const lacking = (from: Process, to: Process, kind: PreconditionChange['kind']) =>
    from.preconditions
      .filter((fact) => !to.preconditions.some((other) => same(other, fact)))
      .map(({ step, text }) => ({ kind, step, text }));
  const shared = (process: Process, other: ReadonlyMap<StepId, Step> | undefined) =>
    process.steps.filter(({ id }) => other?.has(id)).map(({ id }) => id);
  return {
    fields: (['name', 'source', 'assumed'] as const).filter((field) => !same(before[field], after[field])),
    steps,
    preconditions: [...lacking(after, before, 'added'), ...lacking(before, after, 'removed')],
    isReordered: !same(shared(before, next), shared(after, old)),
  };
}

export const isSame = ({ fields, steps, preconditions, isReordered }: Comparison): boolean =>
  fields.length + steps.length + preconditions.length === 0 && !isReordered;
