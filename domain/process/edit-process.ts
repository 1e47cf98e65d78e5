import type { StepId } from '../shared/identity';
import { stepIdSchema } from '../shared/identity';
import type { LocalText } from '../shared/vocabulary';
import type { Process, Step } from './process';

/** Changes to a document, each a new one: the screen keeps them all and can go back (PR-15). */

/** A name for machines out of the English one: small letters, digits and hyphens, unused so far. */
export function stepIdFor(name: string, taken: readonly StepId[]): StepId {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30)
    .replace(/^-+|-+$/g, '');
  const base = /^[a-z]./.test(words) ? words : `step-${words || 'new'}`;
  for (let n = 1; ; n += 1) {
    const id = stepIdSchema.parse(n === 1 ? base : `${base}-${n}`);
    if (!taken.includes(id)) return id;
  }
}

/** A step after `after` (null: at the beginning), that everybody who followed `after` now follows. */
export function addStep(process: Process, name: LocalText, after: StepId | null): Process {
  const id = stepIdFor(
    name.en,
    process.steps.map((step) => step.id),
  );
  const before = process.steps.findIndex((step) => step.id === after);
  const step: Step = {
    id,
    name,
    stage: process.steps[before]?.stage ?? process.steps[0]?.stage ?? 'gate',
    agencies: ['customs'],
    after: after === null ? [] : [after],
    usesPass: false,
    release: false,
    grantsEligibility: false,
    optional: false,
    assumed: false,
  };
  const follows = (other: Step): Step =>
    after === null
      ? { ...other, after: other.after.length === 0 ? [id] : other.after }
      : { ...other, after: other.after.map((named) => (named === after ? id : named)) };
  const steps = process.steps.map(follows);
  return { ...process, steps: [...steps.slice(0, before + 1), step, ...steps.slice(before + 1)] };
}

/** Who followed it follows what it followed. Preconditions about it go with it. */
export function removeStep(process: Process, id: StepId): Process {
  const gone = process.steps.find((step) => step.id === id);
  if (gone === undefined) return process;
  const bridged = (step: Step): Step =>
    step.after.includes(id)
      ? {
          ...step,
          after: [...new Set(step.after.flatMap((named) => (named === id ? gone.after : [named])))],
        }
      : step;
  return {
    ...process,
    steps: process.steps.filter((step) => step.id !== id).map(bridged),
    preconditions: process.preconditions
      .filter((fact) => fact.step !== id)
      .map((fact) => ({ ...fact, needs: fact.needs.filter((need) => need !== id) }))
      .filter(({ needs }) => needs.length > 0),
  };
}

export const changeStep = (process: Process, id: StepId, change: Partial<Omit<Step, 'id'>>): Process => ({
  ...process,
  steps: process.steps.map((step) => (step.id === id ? { ...step, ...change } : step)),
});

/** Only for the eye: the order of rows on a tablet. What comes before what is `after`. */
export function moveStep(process: Process, id: StepId, by: 1 | -1): Process {
  const from = process.steps.findIndex((step) => step.id === id);
  const [step, other] = [process.steps[from], process.steps[from + by]];
  if (step === undefined || other === undefined) return process;
  const steps = [...process.steps];
  steps[from] = other;
  steps[from + by] = step;
  return { ...process, steps };
}
