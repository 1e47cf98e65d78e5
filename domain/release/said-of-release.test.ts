import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../crossing/fold';
import type { Agency } from '../shared/vocabulary';
import type { GateEvent } from '../sync/event';
import { EXPORT, flagsOf, Gate, minute, untilPaid } from '../testing/shift';
import { mayCheckOverride } from './override-check';

const eligible = (yes: boolean, asOf?: number) => ({
  type: 'release.eligibility' as const,
  body: { eligible: yes, source: 'list' as const, ...(asOf === undefined ? {} : { asOf }) },
});
const byOfficer = (agency: Agency, yes = true, source: 'officer' | 'list' = 'officer') => ({
  type: 'release.eligibility' as const,
  agency,
  body: { eligible: yes, source },
});
const approval = { signedAt: minute(91), signature: 'A'.repeat(86) };
const override = (by: Agency | null, signed: boolean) => ({
  type: 'release.overridden' as const,
  agency: by,
  body: { reason: 'system-down', approvedBy: 's-1', ...(signed ? { approval } : {}) },
});
const state = (gate: Gate) => fold(EXPORT, gate.events);

describe('RE what is said of a release', () => {
  test('RE-3 customs’ officer answers on a tablet, nobody else does, and never as a list', () => {
    const gate = new Gate();
    untilPaid(gate);
    gate.say(90, 'customs', byOfficer('customs'));
    const guard = gate.say(91, 'border-guard', byOfficer('border-guard', false));
    const list = gate.say(92, 'customs', byOfficer('customs', false, 'list'));
    expect(state(gate).eligibility).toEqual({ eligible: true, at: minute(90), source: 'officer' });
    expect([guard, list].map((event) => flagsOf(state(gate), event))).toEqual([['FL-AGENCY'], ['FL-AGENCY']]);
  });

  test('RE-3 what was known latest counts, however late an older list is read', () => {
    const gate = new Gate();
    gate.say(50, 'centre', eligible(false, minute(49)));
    gate.say(60, 'centre', eligible(true, minute(20)));
    expect(state(gate).eligibility).toMatchObject({ eligible: false, at: minute(49) });
    gate.say(70, 'centre', eligible(true, minute(65)));
    expect(state(gate).eligibility).toMatchObject({ eligible: true, at: minute(65) });
  });

  test('RE-3 a list from the future is no fresher than the event that brought it', () => {
    const gate = new Gate();
    gate.say(50, 'centre', eligible(true, minute(5000)));
    expect(state(gate).eligibility).toMatchObject({ at: minute(50) });
  });

  test('RE-3 the newest knowledge wins in every order of arrival', () => {
    const answers = fc.array(
      fc.record({
        yes: fc.boolean(),
        asOf: fc.integer({ min: 0, max: 400 }),
        at: fc.integer({ min: 400, max: 500 }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(answers, fc.infiniteStream(fc.nat()), (said, chance) => {
        const gate = new Gate();
        for (const { yes, asOf, at } of said) gate.say(at, 'centre', eligible(yes, minute(asOf)));
        const shuffled = gate.events
          .map((event): [number, GateEvent] => [chance.next().value, event])
          .sort(([a], [b]) => a - b)
          .map(([, event]) => event);
        expect(fold(EXPORT, shuffled).eligibility).toEqual(state(gate).eligibility);
        const newest = Math.max(...said.map(({ asOf }) => asOf));
        expect(state(gate).eligibility?.at).toBe(minute(newest));
      }),
    );
  });

  test.each([
    ['of the centre', null, false, true],
    ['of a tablet, signed', 'border-guard', true, true],
    ['of a tablet, unsigned', 'border-guard', false, false],
  ] as const)('RE-1 an override %s counts: %s', (_, by, signed, counts) => {
    const gate = new Gate();
    untilPaid(gate);
    const said = gate.say(91, 'guard', override(by, signed));
    const exit = gate.tick(100, 'border-guard', 'line-exit');
    expect(flagsOf(state(gate), exit).includes('FL-RELEASE')).toBe(!counts);
    expect(flagsOf(state(gate), said)).toEqual(counts ? [] : ['FL-AGENCY']);
  });

  test('RE-4 a later "not eligible" ends an override; one known before it does not', () => {
    const gate = new Gate();
    untilPaid(gate);
    gate.say(85, 'centre', eligible(false));
    gate.say(91, 'centre', override(null, false));
    gate.say(92, 'centre', eligible(false, minute(86)));
    expect(state(gate).override).toMatchObject({ approvedBy: 's-1', at: minute(91) });
    gate.say(93, 'centre', eligible(false));
    const exit = gate.tick(100, 'border-guard', 'line-exit');
    expect(state(gate).override).toBeNull();
    expect(flagsOf(state(gate), exit)).toContain('FL-RELEASE');
  });

  test('RE-5 neither who approved nor who asked checks it', () => {
    const event = { actor: 'officer-1', body: { reason: 'other', approvedBy: 's-1' } };
    expect(['officer-1', 's-1', 's-2'].map((person) => mayCheckOverride(person, event))).toEqual([
      false,
      false,
      true,
    ]);
  });
});
