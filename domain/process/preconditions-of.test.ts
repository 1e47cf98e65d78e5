import { expect, test } from 'vitest';
import { fold } from '../crossing/fold';
import { stepIdSchema } from '../shared/identity';
import { Gate, minute, TRANSSHIPMENT } from '../testing/shift';
import { preconditionsFor } from './preconditions-of';

test('PR-11 the four preconditions of signing a transshipment, each held since its last tick or not yet', () => {
  const gate = new Gate(TRANSSHIPMENT);
  gate.tick(10, 'border-guard', 'gate-entry');
  gate.tick(14, 'customs', 'gate-entry');
  gate.tick(20, 'gate-centre', 'licence-registered');
  gate.tick(30, 'customs', 'receiving-truck-entry');
  const state = fold(TRANSSHIPMENT, gate.events);
  const held = preconditionsFor(TRANSSHIPMENT, state, stepIdSchema.parse('transshipment'));
  expect(held.map(({ heldSince }) => heldSince)).toEqual([minute(20), null, minute(14), null]);
  expect(held.every(({ text }) => text.vi !== '' && text.zh !== '')).toBe(true);
  expect(preconditionsFor(TRANSSHIPMENT, state, stepIdSchema.parse('gate-entry'))).toEqual([]);
});
