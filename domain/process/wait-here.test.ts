import { expect, test } from 'vitest';
import { fold } from '../crossing/fold';
import { EXPORT, Gate, minute, throughTheYard } from '../testing/shift';
import { waitHere } from './wait-here';

const stateOf = (gate: Gate) => fold(EXPORT, gate.events);

test('PR-12 a vehicle queues where its agency is waited for, at that stage or by an order, the longest wait told', () => {
  const gate = new Gate();
  expect(waitHere(EXPORT, stateOf(gate), 'border-guard', null)).toBeNull();
  gate.tick(10, 'yard', 'staging-arrival');
  gate.tick(40, 'gate-centre', 'called');
  expect(waitHere(EXPORT, stateOf(gate), 'border-guard', 'gate')).toMatchObject({
    step: 'gate-entry',
    since: minute(40),
  });
  expect(waitHere(EXPORT, stateOf(gate), 'border-guard', 'line')).toBeNull();
  gate.say(20, 'border-guard', {
    type: 'inspection.ordered',
    body: { places: ['scanner'], reason: 'risk' },
    agency: 'border-guard',
  });
  expect(waitHere(EXPORT, stateOf(gate), 'customs', 'line')).toMatchObject({
    ordered: { kind: 'inspection', place: 'scanner' },
    since: minute(20),
  });
  expect(waitHere(EXPORT, stateOf(gate), 'customs', null)?.since).toBe(minute(20));
});

test('PR-12 a vehicle that left is in no queue', () => {
  const gate = new Gate();
  throughTheYard(gate);
  gate.tick(100, 'border-guard', 'line-exit');
  expect(waitHere(EXPORT, stateOf(gate), 'border-guard', null)).toBeNull();
});
