import { describe, expect, test } from 'vitest';
import { GATES } from '../gate/gates';
import { gateIdSchema } from '../shared/identity';
import { CROSSING_KINDS, DIRECTIONS } from '../shared/vocabulary';
import type { Process } from './process';
import { DOCUMENTED_PROCESSES, processFor, processOf, STANDARD_PROCESSES } from './standard-processes';

const HN = gateIdSchema.parse('HN');
const documented = (id: string): Process => {
  const process = DOCUMENTED_PROCESSES.find((document) => document.id === id);
  if (process === undefined) throw new Error(id);
  return process;
};

describe('PR documents', () => {
  test('PR-8 every gate × direction × kind has exactly one standard process, ids are unique', () => {
    const ids = STANDARD_PROCESSES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(GATES.length * DIRECTIONS.length * CROSSING_KINDS.length);
    expect(ids).toHaveLength(new Set(ids).size);
    for (const { code } of GATES)
      for (const direction of DIRECTIONS)
        for (const kind of CROSSING_KINDS) {
          const process = processFor(STANDARD_PROCESSES, code, direction, kind);
          expect(process).toMatchObject({ gateId: code, direction, kind });
          expect(processFor([], code, direction, kind)).toMatchObject({ gateId: code, direction, kind });
        }
    expect(processFor(STANDARD_PROCESSES, gateIdSchema.parse('XX'), 'export', 'loaded')).toBeNull();
  });

  test('PR-8 the newest version serves new crossings, a crossing keeps the one it began with', () => {
    const [first] = STANDARD_PROCESSES;
    if (first === undefined) throw new Error('no process');
    const second = { ...first, version: 2 };
    const all = [second, first];
    expect(processFor(all, first.gateId, first.direction, first.kind)).toBe(second);
    expect(processOf(all, { id: first.id, version: 1 })).toBe(first);
    expect(processOf(all, { id: first.id, version: 3 })).toBeNull();
  });

  test('PR-7 Hữu Nghị export stages at the park, is called, and enters by two agencies', () => {
    const process = documented('hn-export-loaded');
    expect(processFor(STANDARD_PROCESSES, HN, 'export', 'loaded')).toEqual(process);
    expect(process.steps.slice(0, 3).map(({ stage }) => stage)).toEqual(['staging', 'staging', 'called']);
    const entry = process.steps.find(({ usesPass }) => usesPass);
    expect(entry).toMatchObject({ agencies: ['border-guard', 'customs'], after: ['called'] });
    expect(process.steps.filter(({ release }) => release).map(({ id }) => id)).toEqual(['line-exit']);
  });

  test('PR-7 signing a transshipment has the four published preconditions', () => {
    const { preconditions, steps } = documented('hn-import-transshipment');
    expect(preconditions.map(({ step, needs }) => [step, ...needs])).toEqual([
      ['transshipment', 'licence-registered'],
      ['transshipment', 'licence-confirmed'],
      ['transshipment', 'gate-entry'],
      ['transshipment', 'receiving-truck-entry'],
    ]);
    for (const id of ['gate-entry', 'receiving-truck-entry'])
      expect(steps.find((step) => step.id === id)?.agencies).toEqual(['border-guard', 'customs']);
  });

  test('PR-7 Bình Nghi is assumed and says so everywhere; its goods are released at the line', () => {
    const process = documented('bnghi-export-line-exchange');
    expect(process.assumed && process.steps.every(({ assumed }) => assumed)).toBe(true);
    expect(process.steps.find(({ release }) => release)).toMatchObject({ stage: 'line' });
  });

  test('PR-8 what was put together is marked as assumed; only a gate with a staging park stages', () => {
    for (const process of STANDARD_PROCESSES.filter((each) => !DOCUMENTED_PROCESSES.includes(each))) {
      expect(process.assumed && process.steps.every(({ assumed }) => assumed)).toBe(true);
      const stages = process.steps.map(({ stage }) => stage);
      const staged = process.gateId === HN && process.direction === 'export' && process.kind !== 'empty';
      expect(stages.includes('staging')).toBe(staged);
      expect(process.steps.filter(({ usesPass }) => usesPass)).toHaveLength(1);
      expect(process.steps.some(({ release }) => release)).toBe(process.kind !== 'empty');
    }
  });
});
