import { expect, test } from 'vitest';
import { fold } from '../crossing/fold';
import type { Agency } from '../shared/vocabulary';
import { EXPORT, Gate, minute } from '../testing/shift';
import { findIncidents } from './incidents';
import type { CHECKED_BINDINGS } from './work-bodies';

type Which = (typeof CHECKED_BINDINGS)[number];
const check = (which: Which, matches: boolean, agency: Agency) => ({
  type: 'binding.checked' as const,
  agency,
  body: { which, matches },
});
const incidentsOf = (gate: Gate) =>
  findIncidents(fold(EXPORT, gate.events), gate.events).filter(({ kind }) => kind === 'binding-mismatch');

test.each([
  ['plate', 'serious'],
  ['container', 'serious'],
  ['seal', 'serious'],
  ['trailer', 'warning'],
  ['driver', 'notice'],
] as const)('IN-10 %s that is not what the pass binds: %s', (which, severity) => {
  const gate = new Gate();
  gate.say(10, 'guard', check(which, false, 'border-guard'));
  expect(incidentsOf(gate)).toMatchObject([{ severity, at: minute(10), resolved: null }]);
});

test('IN-10 several officers who find the same are one incident; one who finds it right takes nothing back', () => {
  const gate = new Gate();
  const first = gate.say(10, 'guard', check('seal', false, 'border-guard'));
  const [before] = incidentsOf(gate);
  gate.say(12, 'customs', check('seal', true, 'customs'));
  const second = gate.say(14, 'customs', check('seal', false, 'customs'));
  gate.say(15, 'customs', check('plate', true, 'customs'));
  const [after, ...none] = incidentsOf(gate);
  expect(none).toEqual([]);
  expect(after?.id).toBe(before?.id);
  expect(after?.events).toEqual([first.id, second.id]);
  expect(after?.devices).toEqual([first.device, second.device]);
  expect(incidentsOf(gate).map(({ id }) => id)).toEqual(
    findIncidents(fold(EXPORT, gate.events), [...gate.events].reverse()).map(({ id }) => id),
  );
});

test('IN-10 settled by a supervisor’s reason it stays settled', () => {
  const gate = new Gate();
  gate.say(10, 'guard', check('trailer', false, 'border-guard'));
  const [found] = incidentsOf(gate);
  gate.say(20, 'centre', {
    type: 'incident.resolved',
    body: { incident: found?.id ?? '', reason: 'Trailer changed by permission' },
  });
  gate.say(30, 'guard', check('trailer', false, 'border-guard'));
  expect(incidentsOf(gate)[0]?.resolved).toMatchObject({ reason: 'Trailer changed by permission' });
});
