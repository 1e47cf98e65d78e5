import { describe, expect, test } from 'vitest';
import { passIdSchema } from '../shared/identity';
import { MINUTE, passNo } from '../testing/build-events';
import { EXPORT, flagsOf, Gate, minute } from '../testing/shift';
import { fold } from './fold';

describe('FO declaration and passes', () => {
  const correction = (path: string, to: string | number | null) => ({
    type: 'crossing.corrected' as const,
    body: { path, from: null, to, reason: 'typing' },
  });

  test('FO-5 the later correction of a field wins, each stays in the history', () => {
    const gate = new Gate();
    gate.say(5, 'centre', correction('binding.plate', '12C11111'));
    gate.say(6, 'centre', correction('goods.grossWeightKg', 21_000));
    gate.say(7, 'centre', correction('binding.plate', '12C22222'));
    const state = fold(EXPORT, gate.events.toReversed());
    expect(state.binding?.plate).toBe('12C22222');
    expect(state.declared?.goods.grossWeightKg).toBe(21_000);
    expect(state.history.map(({ to }) => to)).toEqual(['12C11111', 21_000, '12C22222']);
  });

  test('FO-5 what is no field, or no value of it, changes nothing and is flagged', () => {
    const gate = new Gate();
    const before = fold(EXPORT, gate.events).declared;
    const wrong = [
      gate.say(5, 'centre', correction('kind', 'empty')),
      gate.say(6, 'centre', correction('goods.class', 'nonsense')),
      gate.say(7, 'centre', correction('__proto__.x', 'y')),
      gate.say(8, 'centre', correction('binding.plate', null)),
    ];
    const state = fold(EXPORT, gate.events);
    expect(state.declared).toEqual(before);
    for (const event of wrong) expect(flagsOf(state, event)).toEqual(['FL-FIELD']);
  });

  test('FO-5 ticks before the declaration arrives are kept; the crossing says that it is undeclared', () => {
    const gate = new Gate();
    gate.tick(10, 'yard', 'staging-arrival');
    const state = fold(EXPORT, gate.events.slice(1));
    expect(state).toMatchObject({ declared: null, stage: 'staging', binding: null });
    expect(state.flags.map(({ code }) => code)).toEqual(['FL-UNDECLARED']);
    expect(fold(EXPORT, gate.events).flags).toEqual([]);
  });

  test('FO-6 highest revision lives, a revocation is final and brings no older pass back', () => {
    const gate = new Gate();
    const issue = (at: number, n: number, revision: number) =>
      gate.say(at, 'centre', {
        type: 'pass.issued',
        body: { revision, notBefore: 0, notAfter: 1 },
        passId: passIdSchema.parse(passNo(n)),
      });
    const revoke = (at: number, n: number) =>
      gate.say(at, 'centre', {
        type: 'pass.revoked',
        body: { reason: 'x' },
        passId: passIdSchema.parse(passNo(n)),
      });
    issue(1, 1, 0);
    issue(2, 2, 1);
    const statuses = () => fold(EXPORT, gate.events).passes.map(({ revision, status }) => [revision, status]);
    expect(statuses()).toEqual([
      [1, 'live'],
      [0, 'superseded'],
    ]);
    revoke(3, 2);
    issue(4, 2, 1);
    expect(statuses()).toEqual([
      [1, 'revoked'],
      [0, 'superseded'],
    ]);
    issue(5, 3, 2);
    expect(statuses()[0]).toEqual([2, 'live']);
  });

  test('FO-2 of clocks two days off the state keeps the corrected time', () => {
    const gate = new Gate();
    const tablet = gate.tablet('yard');
    tablet.skewMs = 48 * 60 * MINUTE;
    tablet.offset = -tablet.skewMs;
    gate.tick(10, 'yard', 'staging-arrival');
    expect(fold(EXPORT, gate.events)).toMatchObject({ stageSince: minute(10), lastEventAt: minute(10) });
  });
});
