import { expect, test } from 'vitest';
import { EXPORT, Gate, minute, throughTheYard, untilPaid } from '../testing/shift';
import { fold } from './fold';
import { passageOf } from './passage';

test('FO-20 a passage is called, inside, ready: each from its ticks, an undone call was none', () => {
  const gate = new Gate();
  const passage = () => passageOf(EXPORT, fold(EXPORT, gate.events));
  expect(passage()).toEqual({ calledAt: null, insideAt: null, readyAt: null });
  gate.tick(10, 'yard', 'staging-arrival');
  const call = gate.tick(40, 'gate-centre', 'called');
  expect(passage()).toEqual({ calledAt: minute(40), insideAt: null, readyAt: null });
  gate.say(45, 'gate-centre', {
    type: 'event.undone',
    body: { event: call.id, reason: 'wrong' },
    agency: 'gate-centre',
  });
  expect(passage().calledAt).toBeNull();
  expect(passageOf(null, fold(null, gate.events))).toEqual({ calledAt: null, insideAt: null, readyAt: null });
});

test('FO-20 it stands ready from the last thing done before its release, and not before', () => {
  const gate = new Gate();
  untilPaid(gate);
  const paid = passageOf(EXPORT, fold(EXPORT, gate.events));
  expect(paid).toEqual({ calledAt: minute(40), insideAt: minute(60), readyAt: null });
  const through = new Gate();
  throughTheYard(through);
  expect(passageOf(EXPORT, fold(EXPORT, through.events)).readyAt).toBe(minute(90));
});
