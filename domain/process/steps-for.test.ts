import { describe, expect, test } from 'vitest';
import { fold } from '../crossing/fold';
import type { Agency } from '../shared/vocabulary';
import { EXPORT, Gate, minute, TRANSSHIPMENT } from '../testing/shift';
import type { Process } from './process';
import { stepsFor } from './steps-for';

const offered = (process: Process, gate: Gate, agency: Agency) =>
  stepsFor(process, fold(process, gate.events), agency).map(({ step, status }) => [step.id, status]);

describe('PR-9 what my agency can tick', () => {
  test('PR-9 ready, waiting and done, in the order of the document', () => {
    const gate = new Gate();
    gate.tick(10, 'yard', 'staging-arrival');
    gate.tick(40, 'gate-centre', 'called');
    gate.tick(60, 'customs', 'gate-entry');
    expect(offered(EXPORT, gate, 'customs')).toEqual([
      ['gate-entry', 'done'],
      ['yard-in', 'waiting'],
      ['release-check', 'waiting'],
    ]);
    expect(offered(EXPORT, gate, 'border-guard')).toEqual([
      ['gate-entry', 'ready'],
      ['line-exit', 'waiting'],
    ]);
    expect(offered(EXPORT, gate, 'animal-quarantine')).toEqual([]);
  });

  test('PR-9 says what is missing, since when it is waited for and when it was done', () => {
    const gate = new Gate();
    gate.tick(10, 'yard', 'staging-arrival');
    gate.tick(40, 'gate-centre', 'called');
    gate.tick(60, 'customs', 'gate-entry');
    const state = fold(EXPORT, gate.events);
    const [entry, exit] = stepsFor(EXPORT, state, 'border-guard');
    expect(entry).toMatchObject({ missing: [], waitedForSince: minute(60), doneAt: null });
    expect(exit).toMatchObject({ missing: ['release-check'], waitedForSince: null });
    expect(stepsFor(EXPORT, state, 'customs')[0]?.doneAt).toBe(minute(60));
  });

  test('PR-9 a skipped optional step holds nothing up, a begun one and a precondition do', () => {
    const gate = new Gate(TRANSSHIPMENT);
    gate.tick(10, 'border-guard', 'gate-entry');
    gate.tick(10, 'customs', 'gate-entry');
    gate.tick(12, 'customs', 'yard-in');
    gate.tick(15, 'customs', 'receiving-truck-entry');
    const state = fold(TRANSSHIPMENT, gate.events);
    const signing = stepsFor(TRANSSHIPMENT, state, 'customs').find(({ step }) => step.id === 'transshipment');
    expect(signing?.missing).toEqual(['licence-registered', 'licence-confirmed', 'receiving-truck-entry']);
  });
});
