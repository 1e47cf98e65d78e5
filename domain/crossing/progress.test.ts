import { describe, expect, test } from 'vitest';
import { EXPORT, flagsOf, Gate, minute, statusOf, TRANSSHIPMENT, throughTheYard } from '../testing/shift';
import { fold } from './fold';

describe('FO waiting', () => {
  test('FO-7 nobody is waited for while the vehicle is on the road', () => {
    expect(fold(EXPORT, new Gate().events).waitingOn).toEqual([]);
  });

  test('FO-7 customs done, border guard not yet: waited for since the first of the two ticks', () => {
    const gate = new Gate();
    gate.tick(10, 'yard', 'staging-arrival');
    gate.tick(40, 'gate-centre', 'called');
    gate.tick(60, 'customs', 'gate-entry');
    const state = fold(EXPORT, gate.events);
    expect(state.waitingOn).toContainEqual({
      agency: 'border-guard',
      step: 'gate-entry',
      since: minute(60),
    });
    expect(statusOf(state, 'gate-entry')).toBe('partly');
    expect(state.stage).toBe('called');
  });

  test('FO-7 a step that could begin is waited for since the last of what it comes after', () => {
    const gate = new Gate();
    gate.tick(10, 'yard', 'staging-arrival');
    gate.tick(40, 'gate-centre', 'called');
    const waits = fold(EXPORT, gate.events).waitingOn;
    expect(waits).toEqual([
      { agency: 'medical-quarantine', step: 'medical-check', since: minute(10) },
      { agency: 'border-guard', step: 'gate-entry', since: minute(40) },
      { agency: 'customs', step: 'gate-entry', since: minute(40) },
    ]);
  });

  test('FO-7 a first step is waited for since the vehicle was seen; optional ones never, unless begun', () => {
    const gate = new Gate(TRANSSHIPMENT);
    gate.say(5, 'border-guard', {
      type: 'pass.scanned',
      body: { revision: 0, source: 'camera', confirmation: 'local' },
      agency: 'border-guard',
      verdict: 'proceed',
    });
    const waits = fold(TRANSSHIPMENT, gate.events).waitingOn;
    expect(waits.map(({ agency, since }) => [agency, since])).toEqual([
      ['border-guard', minute(5)],
      ['customs', minute(5)],
      ['medical-quarantine', minute(5)],
    ]);
  });

  test('FO-7 nobody is waited for after the end', () => {
    const gate = new Gate();
    throughTheYard(gate);
    gate.tick(100, 'border-guard', 'line-exit');
    expect(fold(EXPORT, gate.events)).toMatchObject({
      waitingOn: [],
      stage: 'left',
      ended: { kind: 'completed', at: minute(100) },
    });
  });
});

describe('FO steps', () => {
  test('FO-4 the real order of a day: fee before border guard, medical hours ahead, flagged and counted', () => {
    const gate = new Gate();
    gate.tick(0, 'medical-quarantine', 'medical-check');
    gate.tick(46, 'customs', 'gate-entry');
    const early = gate.tick(73, 'gate-centre', 'fee-paid');
    gate.tick(129, 'border-guard', 'gate-entry');
    const state = fold(EXPORT, gate.events);
    expect(flagsOf(state, early)).toEqual(['FL-ORDER']);
    expect(statusOf(state, 'fee-paid')).toBe('confirmed');
    expect(state.steps.find(({ step }) => step === 'gate-entry')?.confirmedAt).toBe(minute(129));
    expect(state.stage).toBe('yard');
  });

  test('FO-4 an optional step the crossing went past was not needed; begun, it counts', () => {
    const gate = new Gate();
    throughTheYard(gate);
    expect(statusOf(fold(EXPORT, gate.events), 'plant-quarantine')).toBe('not-needed');
    gate.tick(95, 'plant-quarantine', 'plant-quarantine');
    expect(statusOf(fold(EXPORT, gate.events), 'plant-quarantine')).toBe('confirmed');
  });

  test('FO-4 transshipment is complete only when its four preconditions hold', () => {
    const gate = new Gate(TRANSSHIPMENT);
    gate.tick(10, 'border-guard', 'gate-entry');
    gate.tick(10, 'customs', 'gate-entry');
    gate.tick(12, 'customs', 'yard-in');
    gate.tick(13, 'gate-centre', 'licence-registered');
    gate.tick(14, 'transport', 'licence-confirmed');
    gate.tick(15, 'customs', 'receiving-truck-entry');
    const signed = gate.tick(20, 'customs', 'transshipment');
    const early = fold(TRANSSHIPMENT, gate.events);
    expect(flagsOf(early, signed)).toEqual(['FL-ORDER', 'FL-PRE']);
    expect(statusOf(early, 'transshipment')).toBe('partly');
    expect(early.waitingOn).toContainEqual({
      agency: 'border-guard',
      step: 'receiving-truck-entry',
      since: minute(15),
    });
    gate.tick(30, 'border-guard', 'receiving-truck-entry');
    const late = fold(TRANSSHIPMENT, gate.events);
    expect(late.steps.find(({ step }) => step === 'transshipment')?.confirmedAt).toBe(minute(30));
    expect(flagsOf(late, signed)).toEqual(['FL-ORDER', 'FL-PRE']);
  });

  test('FO-4 what fits nowhere is kept and flagged', () => {
    const gate = new Gate();
    const stranger = gate.tick(10, 'yard', 'no-such-step');
    const wrong = gate.tick(11, 'animal-quarantine', 'called');
    gate.tick(12, 'gate-centre', 'called');
    const again = gate.tick(13, 'gate-centre', 'called');
    const state = fold(EXPORT, gate.events);
    expect(flagsOf(state, stranger)).toEqual(['FL-STEP']);
    expect(flagsOf(state, wrong)).toEqual(['FL-AGENCY']);
    expect(flagsOf(state, again)).toEqual(['FL-TWICE']);
  });

  test('FO-4 border guard and customs each use the pass once at entry; the same agency twice shows', () => {
    const gate = new Gate();
    gate.tick(60, 'border-guard', 'gate-entry', 'lane 1');
    gate.tick(61, 'customs', 'gate-entry');
    expect(fold(EXPORT, gate.events).uses.map(({ agency }) => agency)).toEqual(['border-guard', 'customs']);
    const second = gate.tick(75, 'border-guard', 'gate-entry', 'lane 2');
    expect(fold(EXPORT, gate.events).uses.at(-1)?.eventId).toBe(second.id);
  });
});
