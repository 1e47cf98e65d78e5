import { describe, expect, test } from 'vitest';
import { stepIdSchema } from '../shared/identity';
import { crossingNo } from '../testing/build-events';
import { EXPORT, Gate, throughTheYard } from '../testing/shift';
import { addStep, removeStep } from './edit-process';
import { tryProcess } from './try-process';

const NAME = { vi: 'Cân xe', en: 'Weighing', zh: '称重' };

function crossed(n: number, leaves: boolean, process = EXPORT) {
  const gate = new Gate();
  throughTheYard(gate);
  if (leaves) gate.tick(100, 'border-guard', 'line-exit');
  return { crossingId: crossingNo(n), process, events: gate.events };
}
const DAY = [crossed(1, true), crossed(2, true), crossed(3, false)];

describe('PR-16 trying a version on what happened', () => {
  test('PR-16 the same version changes nothing', () => {
    expect(tryProcess({ ...EXPORT, version: 2 }, DAY)).toEqual({
      crossings: 3,
      endedBefore: 2,
      endedNow: 2,
      unfinished: [],
      sooner: { crossings: 0, examples: [] },
      unknownSteps: [],
      newFlags: [],
    });
  });

  test('PR-16 a step more: whoever left has left, and that it was without the step is said', () => {
    const last = EXPORT.steps.find(({ stage }) => stage === 'left');
    const before = last?.after[0];
    if (before === undefined) throw new Error('no end');
    const trial = tryProcess(addStep(EXPORT, NAME, before), DAY);
    // The end counts when it was ticked; that something before it lacked is said against it.
    expect(trial.endedBefore).toBe(2);
    expect(trial.newFlags.map(({ code, crossings }) => [code, crossings])).toContainEqual(['FL-ORDER', 2]);
  });

  test('PR-16 a step less: its ticks are of no step any more', () => {
    const trial = tryProcess(removeStep(EXPORT, stepIdSchema.parse('gate-entry')), DAY);
    expect(trial.unknownSteps).toEqual([
      { step: 'gate-entry', crossings: 3, examples: [crossingNo(1), crossingNo(2), crossingNo(3)] },
    ]);
  });

  test('PR-16 another end: who left is still waited for, and by whom', () => {
    const tried = {
      ...EXPORT,
      steps: EXPORT.steps.map((step) =>
        step.stage === 'left' ? { ...step, agencies: ['border-guard' as const, 'customs' as const] } : step,
      ),
    };
    const trial = tryProcess(tried, DAY);
    expect([trial.endedBefore, trial.endedNow]).toEqual([2, 0]);
    expect(trial.unfinished).toEqual([
      {
        step: EXPORT.steps.find(({ stage }) => stage === 'left')?.id,
        agency: 'customs',
        crossings: 2,
        examples: [crossingNo(1), crossingNo(2)],
      },
    ]);
    const back = tryProcess(
      EXPORT,
      DAY.map((one) => ({ ...one, process: tried })),
    );
    expect(back.sooner.crossings).toBe(2);
  });
});
