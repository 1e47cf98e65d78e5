import { expect, test } from 'vitest';
import { fold } from '../crossing/fold';
import { stepsFor } from '../process/steps-for';
import { type Agency, type Stage, VERDICTS } from '../shared/vocabulary';
import { EXPORT, Gate, throughTheYard } from '../testing/shift';
import { burstStep } from './burst';

const offered = (gate: Gate, agency: Agency) => stepsFor(EXPORT, fold(EXPORT, gate.events), agency);
const burst = (gate: Gate, agency: Agency, post: Stage | null = null) =>
  burstStep({ verdict: 'proceed' }, offered(gate, agency), post);

test('AD-17 exactly one ready step is ticked, and only after proceed', () => {
  const gate = new Gate();
  gate.tick(10, 'yard', 'staging-arrival');
  gate.tick(40, 'gate-centre', 'called');
  const answers = VERDICTS.map((verdict) => burstStep({ verdict }, offered(gate, 'border-guard'), 'gate'));
  expect(answers).toEqual(VERDICTS.map((verdict) => (verdict === 'proceed' ? 'gate-entry' : null)));
});

test('AD-17 nothing ready, or more than one, stops; the post narrows what counts', () => {
  const gate = new Gate();
  expect(burst(gate, 'border-guard')).toBeNull();
  gate.tick(10, 'yard', 'staging-arrival');
  gate.tick(40, 'gate-centre', 'called');
  gate.tick(60, 'border-guard', 'gate-entry');
  gate.tick(61, 'customs', 'gate-entry');
  expect(offered(gate, 'customs').filter(({ status }) => status === 'ready')).toHaveLength(1);
  expect(burst(gate, 'customs')).toBe('yard-in');
  expect(burst(gate, 'customs', 'line')).toBeNull();
});

test('AD-17 a release, and the word that a vehicle may be released, are never ticked by themselves', () => {
  const gate = new Gate();
  throughTheYard(gate);
  expect(offered(gate, 'border-guard').some(({ step, status }) => step.release && status === 'ready')).toBe(
    true,
  );
  expect(burst(gate, 'border-guard')).toBeNull();
  const before = new Gate();
  for (const event of gate.events.slice(1, -1)) before.events.push(event);
  expect(offered(before, 'customs').find(({ status }) => status === 'ready')?.step.id).toBe('release-check');
  expect(burst(before, 'customs')).toBeNull();
});
