import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STANDARD_PROCESSES } from '../process/standard-processes';
import { STAGES } from '../shared/vocabulary';
import { canonicalJson } from '../sync/canonical-json';
import type { GateEvent } from '../sync/event';
import { arbitraryArrival, arbitraryScene } from '../testing/arbitrary-events';
import { fold } from './fold';
import type { CrossingState, FlagCode } from './state';

const RUNS = 1500;

/** Counts what the samples really contained, so that a generator gone dull fails instead of passing. */
function tally(seen: Map<string, number>, state: CrossingState, events: readonly GateEvent[]) {
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  for (const flag of new Set(state.flags.map(({ code }) => code))) count(flag);
  for (const { status } of state.steps) count(status);
  for (const { status } of state.passes) count(`pass ${status}`);
  if (state.ended !== null) count(`ended ${state.ended.kind}`);
  if (state.hold !== null) count('held');
  if (state.override !== null) count('overridden');
  if (state.waitingOn.length > 1) count('waiting on several');
  if (state.history.length > 1) count('corrected twice');
  if (state.uses.length > new Set(state.uses.map((use) => use.step + use.agency)).size) count('double use');
  if (state.inspection !== null) count(`inspection ${state.inspection.status}`);
  for (const { result } of state.quarantine) count(`quarantine ${result ?? 'open'}`);
  for (const { answeredAt } of state.questions) count(answeredAt === null ? 'unanswered' : 'answered');
  for (const wait of state.waitingOn) count(`waiting ${wait.ordered?.kind ?? 'step'}`);
  if (state.pairing !== null) count('paired');
  if (state.checks.some(({ matches }) => !matches)) count('mismatch');
  if (new Set(events.map(({ id }) => id)).size < events.length) count('one id twice');
  if (new Set(events.map(({ crossingId }) => crossingId)).size > 1) count('several crossings');
}

describe('FO the fold of a set', () => {
  test('FO-1 any order, repetition and batching of a set gives one state', { timeout: 120_000 }, () => {
    const seen = new Map<string, number>();
    const scenes = arbitraryScene.chain((scene) =>
      arbitraryArrival(scene.events).map((arrival) => ({ ...scene, arrival })),
    );
    fc.assert(
      fc.property(scenes, fc.nat(40), ({ process, events, arrival }, cut) => {
        const state = fold(process, events);
        const expected = canonicalJson(state);
        expect(canonicalJson(fold(process, arrival))).toBe(expected);
        // Re-batched: what a store holds after two deliveries that overlap.
        const held = new Map([...arrival.slice(cut), ...arrival].entries());
        expect(canonicalJson(fold(process, held.values()))).toBe(expected);
        tally(seen, state, events);
      }),
      { numRuns: RUNS },
    );
    const flags: readonly FlagCode[] = [
      'FL-ORDER',
      'FL-STEP',
      'FL-AGENCY',
      'FL-TWICE',
      'FL-PRE',
      'FL-ENDED',
      'FL-UNDECLARED',
      'FL-HELD',
      'FL-RELEASE',
      'FL-FIELD',
      'FL-UNDO',
      'FL-PLACE',
    ];
    const interesting = [
      ...flags,
      'open',
      'partly',
      'confirmed',
      'not-needed',
      'asked',
      'inspection open',
      'inspection passed',
      'inspection failed',
      'quarantine open',
      'quarantine passed',
      'quarantine treatment',
      'quarantine failed',
      'answered',
      'unanswered',
      'waiting inspection',
      'waiting quarantine',
      'waiting question',
      'paired',
      'mismatch',
      'pass live',
      'pass revoked',
      'pass superseded',
      'ended completed',
      'ended cancelled',
      'ended turned-back',
      'held',
      'overridden',
      'waiting on several',
      'corrected twice',
      'double use',
      'one id twice',
      'several crossings',
    ];
    for (const what of interesting) expect([what, (seen.get(what) ?? 0) >= 20]).toEqual([what, true]);
  });

  test('FO-1 the empty set has a state', () => {
    const state = fold(null, []);
    expect(state).toMatchObject({ stage: 'declared', declared: null, ended: null, lastEventAt: null });
    const [process = null] = STANDARD_PROCESSES;
    expect(fold(process, []).steps.every(({ status }) => status === 'open')).toBe(true);
  });

  test('FO-3 two contents under one id: the same one counts whichever came first', {
    timeout: 60_000,
  }, () => {
    const pairs = arbitraryScene.filter(({ events }) => events.length > 1);
    let differing = 0;
    fc.assert(
      fc.property(pairs, ({ process, events }) => {
        const [first, second] = events;
        if (first === undefined || second === undefined) return;
        const liar = { ...second, id: first.id, hash: first.hash };
        if (canonicalJson(liar) !== canonicalJson(first)) differing += 1;
        expect(fold(process, [first, liar])).toEqual(fold(process, [liar, first]));
      }),
    );
    expect(differing).toBeGreaterThan(50);
  });

  test('FO-10 every state is coherent', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(arbitraryScene, ({ process, events }) => {
        const state = fold(process, events);
        const ids = new Set(events.map(({ id }) => id));
        for (const { eventId } of [...state.flags, ...state.uses]) expect(ids.has(eventId)).toBe(true);
        for (const step of state.steps) {
          const wanted = process?.steps.find(({ id }) => id === step.step)?.agencies ?? [];
          const done = step.confirmations.map(({ agency }) => agency);
          expect([...done, ...step.missing].sort()).toEqual([...wanted].sort());
          expect(step.confirmedAt !== null).toBe(step.status === 'confirmed');
        }
        for (const { agency, step, ordered } of state.waitingOn)
          if (step === null) expect(ordered).toBeDefined();
          else expect(state.steps.find((candidate) => candidate.step === step)?.missing).toContain(agency);
        for (const { places, status } of state.inspection === null ? [] : [state.inspection]) {
          expect(new Set(places.map(({ place }) => place)).size).toBe(places.length);
          expect(places.some(({ result }) => result === 'failed')).toBe(status === 'failed');
        }
        const furthest = Math.max(
          0,
          ...state.steps.map((s) => (s.confirmedAt === null ? 0 : STAGES.indexOf(s.stage))),
        );
        expect(state.stage).toBe(STAGES[furthest]);
        if (state.ended !== null) expect(state.waitingOn).toEqual([]);
        expect(state.passes.filter(({ status }) => status === 'live').length).toBeLessThanOrEqual(1);
        expect(({} as { polluted?: string }).polluted).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});
