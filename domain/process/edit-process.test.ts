import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type StepId, stepIdSchema } from '../shared/identity';
import { compareProcesses, isSame } from './compare-processes';
import { drawProcess } from './draw-process';
import { addStep, changeStep, moveStep, removeStep, stepIdFor } from './edit-process';
import type { Process } from './process';
import { STANDARD_PROCESSES } from './standard-processes';
import { validateProcess } from './validate-process';

const aProcess = fc.constantFrom(...STANDARD_PROCESSES);
const NAME = { vi: 'Cân xe', en: 'Weighing', zh: '称重' };
const aStepOf = (process: Process) => fc.constantFrom(...process.steps.map(({ id }) => id));
const withStep = aProcess.chain((process) => fc.tuple(fc.constant(process), aStepOf(process)));
const codes = (process: Process) => {
  const outcome = validateProcess(process);
  return outcome.ok ? [] : outcome.error.map(({ code }) => code);
};

describe('PR-13 comparing', () => {
  test('PR-13 a document is the same as itself, whatever order its sets are written in', () => {
    fc.assert(
      fc.property(aProcess, (process) => {
        const turned = {
          ...process,
          version: 9,
          steps: process.steps.map((step) => ({
            ...step,
            agencies: [...step.agencies].reverse(),
            after: [...step.after].reverse(),
          })),
        };
        expect(isSame(compareProcesses(process, turned))).toBe(true);
      }),
    );
  });

  test('PR-13 what was changed is told, and nothing else', () => {
    fc.assert(
      fc.property(withStep, ([process, id]) => {
        const was = process.steps.find((step) => step.id === id);
        if (was === undefined) throw new Error(id);
        const now = changeStep(process, id, { optional: !was.optional, agencies: ['yard'] });
        const { steps, ...rest } = compareProcesses(process, now);
        const fields = was.agencies.join() === 'yard' ? ['optional'] : ['agencies', 'optional'];
        expect(steps.map((change) => [change.kind, change.step.id])).toEqual([['changed', id]]);
        expect(steps[0]?.kind === 'changed' && steps[0].fields).toEqual(fields);
        expect(rest).toEqual({ fields: [], preconditions: [], isReordered: false });
      }),
    );
  });

  test('PR-13 an order of rows that changed is told apart from what comes before what', () => {
    const [process] = STANDARD_PROCESSES;
    const [, second] = process?.steps ?? [];
    if (process === undefined || second === undefined) throw new Error('no process');
    const moved = moveStep(process, second.id, -1);
    expect(compareProcesses(process, moved)).toEqual({
      fields: [],
      steps: [],
      preconditions: [],
      isReordered: true,
    });
    expect(moveStep(moved, second.id, -1)).toBe(moved);
    expect(isSame(compareProcesses(process, moveStep(moved, second.id, 1)))).toBe(true);
  });
});

describe('PR-14 drawing', () => {
  test('PR-14 every link of a sound document leads to the right, and no two steps share a place', () => {
    for (const process of STANDARD_PROCESSES) {
      const { steps, links, columns, rows } = drawProcess(process);
      const columnOf = new Map(steps.map(({ id, column }) => [id, column]));
      expect(steps.map(({ id }) => id)).toEqual(process.steps.map(({ id }) => id));
      for (const { from, to } of links) expect(columnOf.get(to)).toBeGreaterThan(columnOf.get(from) ?? 99);
      expect(new Set(steps.map(({ column, row }) => `${column}/${row}`)).size).toBe(steps.length);
      expect(steps.every(({ column, row }) => column < columns && row < rows)).toBe(true);
    }
  });

  test('PR-14 whatever a half-written document says, it is drawn', () => {
    const id = fc.constantFrom('a1', 'b2', 'c3', 'd4').map((text) => stepIdSchema.parse(text));
    const [base] = STANDARD_PROCESSES[0]?.steps ?? [];
    if (base === undefined) throw new Error('no step');
    const steps = fc.array(
      fc.record({ id, after: fc.array(id) }).map((made) => ({ ...base, ...made })),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(steps, (made) => {
        const drawing = drawProcess({ steps: made, preconditions: [] });
        expect(drawing.steps).toHaveLength(new Set(made.map((step) => step.id)).size);
        expect(new Set(drawing.steps.map(({ column, row }) => `${column}/${row}`)).size).toBe(
          drawing.steps.length,
        );
      }),
    );
  });
});

describe('PR-15 editing', () => {
  test('PR-15 a step put in and taken out again leaves the document as it was', () => {
    fc.assert(
      fc.property(withStep, fc.boolean(), ([process, id], atBeginning) => {
        const more = addStep(process, NAME, atBeginning ? null : id);
        const added = more.steps.find(({ name }) => name === NAME);
        expect(more.steps).toHaveLength(process.steps.length + 1);
        expect(isSame(compareProcesses(process, removeStep(more, added?.id ?? id)))).toBe(true);
      }),
    );
  });

  test('PR-15 a step put in before the end keeps a sound document sound', () => {
    fc.assert(
      fc.property(withStep, ([process, id]) => {
        const leaves = process.steps.find((step) => step.id === id)?.stage === 'left';
        expect(codes(addStep(process, NAME, id))).toEqual(leaves ? expect.arrayContaining(['PR-END']) : []);
      }),
    );
  });

  test('PR-15 a step taken out leaves no name behind and no circle', () => {
    fc.assert(
      fc.property(withStep, ([process, id]) => {
        const less = removeStep(process, id);
        expect(JSON.stringify([less.steps, less.preconditions])).not.toContain(`"${id}"`);
        expect(codes(less)).not.toContain('PR-CYCLE');
        expect(removeStep(less, id)).toBe(less);
      }),
    );
  });

  test('PR-15 whatever a step is called, its name for machines is one and is not taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(3), (name, times) => {
        const taken: StepId[] = [];
        for (let n = 0; n <= times; n += 1) taken.push(stepIdFor(name, taken));
        expect(new Set(taken).size).toBe(times + 1);
      }),
    );
    expect(stepIdFor('Kiểm dịch động vật', [])).toBe('kiem-dich-dong-vat');
  });
});
