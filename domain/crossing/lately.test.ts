import { expect, test } from 'vitest';
import { Gate, minute } from '../testing/shift';
import { latelyOf } from './lately';

test('FO-19 the last facts that stand, newest first, each with its agency and time, whatever came in when', () => {
  const gate = new Gate();
  gate.tick(10, 'yard', 'staging-arrival');
  const tick = gate.tick(40, 'gate-centre', 'called');
  const held = gate.say(50, 'customs', { type: 'hold.placed', body: { reason: 'seal' }, agency: 'customs' });
  gate.say(50.01, 'customs', {
    type: 'event.undone',
    body: { event: held.id, reason: null },
    agency: 'customs',
  });
  const facts = latelyOf([...gate.events].reverse(), 2);
  expect(facts.map(({ type, agency, step, at }) => [type, agency, step, at])).toEqual([
    ['step.confirmed', 'gate-centre', 'called', minute(40)],
    ['step.confirmed', 'yard', 'staging-arrival', minute(10)],
  ]);
  expect(facts[0]?.eventId).toBe(tick.id);
  expect(latelyOf([], 2)).toEqual([]);
});
