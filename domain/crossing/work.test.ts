import { describe, expect, test } from 'vitest';
import type { Agency } from '../shared/vocabulary';
import type { EventType, GateEvent, GateEventOf } from '../sync/event';
import { crossingNo } from '../testing/build-events';
import { EXPORT, flagsOf, Gate, minute, statusOf, untilPaid } from '../testing/shift';
import { fold } from './fold';
import type { CrossingState } from './state';

const stateOf = (gate: Gate): CrossingState => fold(EXPORT, gate.events);
const say = <T extends EventType>(gate: Gate, at: number, agency: Agency | null, type: T, body: object) =>
  gate.say(at, agency ?? 'centre', { type, body: body as GateEventOf<T>['body'], agency });
const order = (gate: Gate, at: number, ...places: string[]) =>
  say(gate, at, 'customs', 'inspection.ordered', { places, reason: 'risk' });
const report = (gate: Gate, at: number, place: string, result = 'passed') =>
  say(gate, at, 'customs', 'inspection.reported', { place, result });
const undo = (gate: Gate, at: number, target: GateEvent) =>
  say(gate, at, target.agency, 'event.undone', { event: target.id, reason: 'wrong lorry' });
const waits = (state: CrossingState) =>
  state.waitingOn
    .filter(({ step }) => step === null)
    .map(({ agency, ordered, since }) => [agency, ordered, since]);

describe('FO inspection', () => {
  test('FO-14 places are gone to in their order; the next one is waited for since the one before it spoke', () => {
    const gate = new Gate();
    order(gate, 10, 'scanner', 'plant-quarantine');
    expect(waits(stateOf(gate))).toEqual([['customs', { kind: 'inspection', place: 'scanner' }, minute(10)]]);
    report(gate, 25, 'scanner');
    const between = stateOf(gate);
    expect(between.inspection?.status).toBe('open');
    expect(waits(between)).toEqual([
      ['plant-quarantine', { kind: 'inspection', place: 'plant-quarantine' }, minute(25)],
    ]);
    report(gate, 40, 'plant-quarantine');
    const after = stateOf(gate);
    expect(after.inspection).toMatchObject({ status: 'passed', orderedAt: minute(10), reason: 'risk' });
    expect(waits(after)).toEqual([]);
  });

  test('FO-14 one place that failed ends the way; a later result of the place counts and is flagged', () => {
    const gate = new Gate();
    order(gate, 10, 'scanner', 'weighbridge');
    report(gate, 20, 'scanner', 'failed');
    expect(stateOf(gate).inspection?.status).toBe('failed');
    expect(waits(stateOf(gate))).toEqual([]);
    const again = report(gate, 30, 'scanner');
    const state = stateOf(gate);
    expect(flagsOf(state, again)).toEqual(['FL-TWICE']);
    expect(state.inspection).toMatchObject({ status: 'open' });
    expect(waits(state)).toEqual([['customs', { kind: 'inspection', place: 'weighbridge' }, minute(30)]]);
  });

  test('FO-14 a second order adds its places behind the open ones and opens again what had been reported', () => {
    const gate = new Gate();
    order(gate, 10, 'scanner', 'weighbridge');
    report(gate, 20, 'scanner');
    order(gate, 30, 'weighbridge', 'scanner', 'disinfection');
    expect(stateOf(gate).inspection?.places.map(({ place, result }) => [place, result])).toEqual([
      ['weighbridge', null],
      ['scanner', null],
      ['disinfection', null],
    ]);
  });

  test('FO-14 a result nobody ordered is kept and flagged; an order taken back is no order', () => {
    const gate = new Gate();
    const stray = report(gate, 10, 'weighbridge');
    expect(flagsOf(stateOf(gate), stray)).toEqual(['FL-PLACE']);
    expect(stateOf(gate).inspection?.status).toBe('passed');
    const other = new Gate();
    const ordered = order(other, 10, 'scanner');
    undo(other, 10.01, ordered);
    expect(stateOf(other).inspection).toBeNull();
  });
});

describe('FO quarantine', () => {
  const ask = (gate: Gate, at: number, kind: string) =>
    say(gate, at, 'border-guard', 'quarantine.requested', { kind });
  const answer = (gate: Gate, at: number, kind: string, result: string, by: Agency) =>
    say(gate, at, by, 'quarantine.reported', { kind, result });

  test('FO-15 a request asks for the optional step, whose agency is then waited for; later ticks are out of order', () => {
    const gate = new Gate();
    gate.tick(1, 'yard', 'staging-arrival');
    ask(gate, 20, 'plant');
    const state = stateOf(gate);
    expect(statusOf(state, 'plant-quarantine')).toBe('asked');
    expect(state.waitingOn).toContainEqual({
      agency: 'plant-quarantine',
      step: 'plant-quarantine',
      since: minute(20),
    });
    untilPaid(gate);
    const release = gate.tick(90, 'customs', 'release-check');
    expect(flagsOf(stateOf(gate), release)).toEqual(['FL-ORDER']);
  });

  test('FO-15 "passed" is the tick of that agency; "treatment" stays open; "failed" is answered and never complete', () => {
    for (const [result, status, isWaited] of [
      ['passed', 'confirmed', false],
      ['treatment', 'asked', true],
      ['failed', 'asked', false],
    ] as const) {
      const gate = new Gate();
      ask(gate, 20, 'plant');
      answer(gate, 30, 'plant', result, 'plant-quarantine');
      const state = stateOf(gate);
      expect(statusOf(state, 'plant-quarantine')).toBe(status);
      expect(state.waitingOn.some(({ agency }) => agency === 'plant-quarantine')).toBe(isWaited);
      expect(state.quarantine).toEqual([
        { kind: 'plant', requestedAt: minute(20), requestedBy: 'border-guard', result, at: minute(30) },
      ]);
    }
  });

  test('FO-15 only its own agency answers; its plain tick at the step answers as well', () => {
    const gate = new Gate();
    ask(gate, 20, 'plant');
    const stranger = answer(gate, 30, 'plant', 'passed', 'customs');
    expect(flagsOf(stateOf(gate), stranger)).toEqual(['FL-AGENCY']);
    expect(stateOf(gate).quarantine[0]?.result).toBeNull();
    gate.tick(40, 'plant-quarantine', 'plant-quarantine');
    expect(stateOf(gate).quarantine[0]).toMatchObject({ result: 'passed', at: minute(40) });
  });

  test('FO-15 where the process has no optional step for it, the agency is waited for all the same', () => {
    const gate = new Gate();
    ask(gate, 20, 'medical');
    expect(waits(stateOf(gate))).toEqual([
      ['medical-quarantine', { kind: 'quarantine', quarantine: 'medical' }, minute(20)],
    ]);
    answer(gate, 30, 'medical', 'passed', 'medical-quarantine');
    expect(waits(stateOf(gate))).toEqual([]);
  });
});

describe('FO questions, pairs, comparisons', () => {
  test('FO-16 the firm is waited for from the question to its answer, even when the answer sorts first', () => {
    const gate = new Gate();
    const asked = say(gate, 20, 'customs', 'information.requested', { about: 'seal' });
    expect(waits(stateOf(gate))).toEqual([['firm', { kind: 'question', about: 'seal' }, minute(20)]]);
    say(gate, 5, null, 'information.given', { request: asked.id });
    expect(waits(stateOf(gate))).toEqual([]);
    expect(stateOf(gate).questions).toMatchObject([{ about: 'seal', answeredAt: minute(5) }]);
  });

  test('FO-17 lorries that take over the load add up; taking a pair back unpairs it', () => {
    const gate = new Gate();
    say(gate, 10, 'customs', 'transshipment.paired', { receiving: [crossingNo(7)] });
    const second = say(gate, 12, 'customs', 'transshipment.paired', {
      receiving: [crossingNo(8), crossingNo(7)],
    });
    expect(stateOf(gate).pairing).toEqual({ receiving: [crossingNo(7), crossingNo(8)], since: minute(10) });
    undo(gate, 12.05, second);
    expect(stateOf(gate).pairing?.receiving).toEqual([crossingNo(7)]);
  });

  test('FO-18 the last comparison of each binding counts; notes and pictures are counted unless taken back', () => {
    const gate = new Gate();
    say(gate, 10, 'customs', 'binding.checked', { which: 'seal', matches: false });
    say(gate, 11, 'customs', 'binding.checked', { which: 'plate', matches: true });
    say(gate, 12, 'border-guard', 'binding.checked', { which: 'seal', matches: true });
    const note = say(gate, 13, 'customs', 'note.added', {});
    say(gate, 14, 'customs', 'note.added', {});
    undo(gate, 14.05, note);
    const state = stateOf(gate);
    expect(state.checks.map(({ which, matches }) => [which, matches])).toEqual([
      ['plate', true],
      ['seal', true],
    ]);
    expect([state.notes, state.photos]).toEqual([1, 0]);
  });

  test('FO-12 work after the end is kept and flagged, and nobody is waited for', () => {
    const gate = new Gate();
    say(gate, 10, 'customs', 'crossing.turned-back', { reason: 'documents' });
    const late = order(gate, 20, 'scanner');
    const state = stateOf(gate);
    expect(state.ended?.kind).toBe('turned-back');
    expect(flagsOf(state, late)).toEqual(['FL-ENDED']);
    expect(state.inspection?.status).toBe('open');
    expect(state.waitingOn).toEqual([]);
  });
});
