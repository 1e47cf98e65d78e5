import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../crossing/fold';
import { DIRECTIONS, STAGES } from '../shared/vocabulary';
import { arbitraryScene } from '../testing/arbitrary-events';
import { EXPORT, Gate, minute, throughTheYard } from '../testing/shift';
import { type Counted, countLeftPerHour, countStages, countWaiting } from './count-crossings';

const stateAfter = (act: (gate: Gate) => void): Counted => {
  const gate = new Gate();
  act(gate);
  return fold(EXPORT, gate.events);
};
const called = stateAfter((gate) => {
  gate.tick(10, 'yard', 'staging-arrival');
  gate.tick(40, 'gate-centre', 'called');
});
const left = stateAfter((gate) => {
  throughTheYard(gate);
  gate.tick(100, 'border-guard', 'line-exit');
});
const cancelled = stateAfter((gate) => {
  gate.say(5, 'centre', { type: 'crossing.cancelled', body: { reason: 'x' } });
});
const HOUR = 3_600_000;

describe('BO counts', () => {
  test('BO-1 live crossings by stage, those that left today, never the cancelled', () => {
    const counts = countStages([called, called, left, cancelled], minute(0));
    expect(counts.export).toMatchObject({ called: 2, left: 1, declared: 0 });
    expect(countStages([left], minute(101)).export.left).toBe(0);
  });

  test('BO-1 every live crossing with a direction is counted exactly once', () => {
    fc.assert(
      fc.property(fc.array(arbitraryScene, { maxLength: 5 }), (scenes) => {
        const states = scenes.map(({ process, events }) => fold(process, events));
        const counts = countStages(states, 0);
        const total = DIRECTIONS.flatMap((way) => STAGES.map((stage) => counts[way][stage])).reduce(
          (a, b) => a + b,
        );
        const counted = states.filter(
          ({ direction, ended }) => direction !== null && (ended === null || ended.kind === 'completed'),
        );
        expect(total).toBe(counted.length);
      }),
      { numRuns: 100 },
    );
  });

  test('BO-2 an agency is counted once per crossing, with its longest wait', () => {
    expect(countWaiting([called, called, left])).toEqual([
      { agency: 'medical-quarantine', count: 2, longestSince: minute(10) },
      { agency: 'border-guard', count: 2, longestSince: minute(40) },
      { agency: 'customs', count: 2, longestSince: minute(40) },
    ]);
  });

  test('BO-3 hours without a vehicle are there with zero, the running hour too', () => {
    const hours = countLeftPerHour([left, cancelled, called], minute(100) + HOUR, 3);
    expect(hours.map(({ export: count }) => count)).toEqual([0, 0, 1, 0]);
    expect(hours[2]?.hourStart).toBe(Math.floor(minute(100) / HOUR) * HOUR);
  });
});
