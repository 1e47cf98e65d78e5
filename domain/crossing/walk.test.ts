import { describe, expect, test } from 'vitest';
import { EXPORT, flagsOf, Gate, minute, statusOf, throughTheYard, untilPaid } from '../testing/shift';
import { fold } from './fold';

describe('FO release and end', () => {
  test('FO-11 a release without eligibility or override is flagged, with either it is not', () => {
    const eligible = {
      type: 'release.eligibility' as const,
      body: { eligible: true, source: 'list' as const },
    };
    const override = {
      type: 'release.overridden' as const,
      body: { reason: 'list down', approvedBy: 's-1' },
    };
    for (const [fact, flagged] of [
      [null, true],
      [eligible, false],
      [override, false],
      [{ ...eligible, body: { eligible: false, source: 'list' as const } }, true],
    ] as const) {
      const gate = new Gate();
      untilPaid(gate);
      if (fact !== null) gate.say(95, 'centre', fact);
      const exit = gate.tick(100, 'border-guard', 'line-exit');
      expect(flagsOf(fold(EXPORT, gate.events), exit).includes('FL-RELEASE')).toBe(flagged);
    }
  });

  test('FO-11 customs own tick at the release check is its word that the vehicle may leave', () => {
    const gate = new Gate();
    throughTheYard(gate);
    const exit = gate.tick(100, 'border-guard', 'line-exit');
    const state = fold(EXPORT, gate.events);
    expect(flagsOf(state, exit)).toEqual([]);
    expect(state.eligibility).toEqual({ eligible: true, at: minute(90), source: 'officer' });
  });

  test('FO-11 an eligibility taken back before the release no longer holds', () => {
    const gate = new Gate();
    throughTheYard(gate);
    gate.say(91, 'centre', { type: 'release.eligibility', body: { eligible: true, source: 'list' } });
    gate.say(92, 'centre', { type: 'release.eligibility', body: { eligible: false, source: 'list' } });
    const exit = gate.tick(100, 'border-guard', 'line-exit');
    const state = fold(EXPORT, gate.events);
    expect(flagsOf(state, exit)).toEqual(['FL-RELEASE']);
    expect(state.eligibility).toEqual({ eligible: false, at: minute(92), source: 'list' });
  });

  test('RE-11 what was said of one declaration or container ends when another stands in its place', () => {
    const eligible = { type: 'release.eligibility', body: { eligible: true, source: 'list' } } as const;
    const corrected = (path: string, from: string | null, to: string | null) =>
      ({ type: 'crossing.corrected', body: { path, from, to, reason: 'typing error' } }) as const;
    for (const [path, from, to, stays] of [
      ['binding.customsDeclaration', '30712345678', '30712345679', false],
      ['binding.customsDeclaration', '30712345678', null, false],
      ['binding.customsDeclaration', null, '30712345678', true],
      ['binding.container', 'MSKU1234565', 'CSQU3054383', false],
      ['binding.seal', 'A1', 'A2', true],
    ] as const) {
      const gate = new Gate();
      untilPaid(gate);
      gate.say(90, 'centre', eligible);
      gate.say(91, 'centre', corrected(path, from, to));
      expect(fold(EXPORT, gate.events).eligibility !== null, path).toBe(stays);
      const overridden = new Gate();
      untilPaid(overridden);
      overridden.say(90, 'centre', {
        type: 'release.overridden',
        body: { reason: 'list down', approvedBy: 's-1' },
      });
      overridden.say(91, 'centre', corrected(path, from, to));
      expect(fold(EXPORT, overridden.events).override !== null, path).toBe(stays);
      expect(fold(EXPORT, gate.events).eligible).toEqual([
        { from: minute(90), to: stays ? null : minute(91) },
      ]);
      // What is said of the new one counts, also where it was known before the correction.
      gate.say(92, 'centre', { ...eligible, body: { ...eligible.body, asOf: minute(80) } });
      expect(fold(EXPORT, gate.events).eligibility).toMatchObject({ at: minute(stays ? 90 : 80) });
    }
  });

  test('FO-9 a hold stands until its own agency or a supervisor lifts it', () => {
    const gate = new Gate();
    gate.say(5, 'customs', { type: 'hold.placed', body: { reason: 'seal' }, agency: 'customs' });
    gate.say(6, 'yard', { type: 'hold.lifted', body: { reason: 'no' }, agency: 'yard' });
    const held = gate.tick(10, 'yard', 'staging-arrival');
    const state = fold(EXPORT, gate.events);
    expect(state.hold).toEqual({ since: minute(5), reason: 'seal' });
    expect(flagsOf(state, held)).toEqual(['FL-HELD']);
    gate.say(20, 'centre', { type: 'hold.lifted', body: { reason: 'checked' } });
    expect(fold(EXPORT, gate.events).hold).toBeNull();
  });

  test('FO-9 every hold there was is kept with its end, of several each its own', () => {
    const gate = new Gate();
    gate.say(5, 'customs', { type: 'hold.placed', body: { reason: 'seal' }, agency: 'customs' });
    gate.say(7, 'yard', { type: 'hold.placed', body: { reason: 'x' }, agency: 'yard' });
    gate.say(9, 'customs', { type: 'hold.lifted', body: { reason: 'good' }, agency: 'customs' });
    const lifted = { from: minute(5), to: minute(9) };
    expect(fold(EXPORT, gate.events)).toMatchObject({
      hold: { since: minute(7), reason: 'x' },
      holds: [lifted, { from: minute(7), to: null }],
    });
    gate.say(20, 'centre', { type: 'hold.lifted', body: { reason: 'checked' } });
    gate.say(30, 'customs', { type: 'hold.placed', body: { reason: 'again' }, agency: 'customs' });
    gate.say(40, 'centre', { type: 'hold.lifted', body: { reason: 'checked' } });
    expect(fold(EXPORT, gate.events).holds).toEqual([
      lifted,
      { from: minute(7), to: minute(20) },
      { from: minute(30), to: minute(40) },
    ]);
  });

  test('RE-3 when "eligible" stood follows what was known when, in whatever order it was told', () => {
    const gate = new Gate();
    const answer = (at: number, eligible: boolean, asOf: number) =>
      gate.say(at, 'centre', {
        type: 'release.eligibility',
        body: { eligible, source: 'list', asOf: minute(asOf) },
      });
    answer(12, true, 12);
    answer(20, true, 20);
    answer(31, false, 30);
    answer(41, true, 40);
    // Told late, of before: neither an end of what stands, nor a beginning of it.
    answer(50, true, 10);
    answer(51, false, 8);
    expect(fold(EXPORT, gate.events)).toMatchObject({
      eligibility: { eligible: true, at: minute(40) },
      eligible: [
        { from: minute(10), to: minute(30) },
        { from: minute(40), to: null },
      ],
    });
  });

  test('FO-12 the first end counts; what comes after it is kept and flagged', () => {
    const gate = new Gate();
    gate.say(5, 'centre', { type: 'crossing.cancelled', body: { reason: 'no goods' } });
    const late = gate.tick(10, 'yard', 'staging-arrival');
    const second = gate.say(12, 'centre', { type: 'crossing.turned-back', body: { reason: 'x' } });
    const state = fold(EXPORT, gate.events);
    expect(state.ended).toEqual({ kind: 'cancelled', at: minute(5) });
    expect(flagsOf(state, late)).toEqual(['FL-ENDED']);
    expect(flagsOf(state, second)).toEqual(['FL-ENDED']);
    expect(statusOf(state, 'staging-arrival')).toBe('confirmed');
  });
});
