import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GATES, gateById } from '../gate/gates';
import { gateIdSchema } from '../shared/identity';
import { DIRECTIONS } from '../shared/vocabulary';
import { assumedPerHour } from './capacity';
import { defaultPlan } from './default-plan';
import {
  LEVELS,
  MEASURED_MIN_VEHICLES,
  type MeasuredExits,
  TOLD_FORGOTTEN_MS,
  TOLD_FRESH_MS,
  type ToldAcceptance,
} from './neighbour';
import { type PlanInput, planRate } from './plan';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 4);
const [HN, TT, BNGHI] = ['HN', 'TT', 'BNGHI'].map((code) => gateIdSchema.parse(code));
const told = (over: Partial<ToldAcceptance> = {}): ToldAcceptance => ({
  level: 'person',
  vehiclesPerHour: 12,
  validFrom: NOW - HOUR,
  validTo: null,
  at: NOW - HOUR,
  toldBy: 'Youyiguan duty office',
  channel: 'hotline',
  ...over,
});
const measured = (over: Partial<MeasuredExits> = {}): MeasuredExits => ({
  vehicles: 15,
  from: NOW - HOUR,
  to: NOW,
  queued: true,
  ...over,
});
const contentOf = (code: string) => {
  const gate = gateById(code);
  if (gate === null) throw new Error(`no gate ${code}`);
  return defaultPlan(gate);
};
const plan = (over: Partial<PlanInput> = {}) =>
  planRate({
    gateId: HN ?? gateIdSchema.parse('HN'),
    content: contentOf(over.gateId ?? 'HN'),
    direction: 'export',
    now: NOW,
    told: [],
    measured: null,
    standing: { staging: 0, gate: 0 },
    ...over,
  });
const neighbour = (over: Partial<PlanInput>) => plan(over).neighbour;

describe('FL plan', () => {
  test('FL-1 with no word and no measurement the published averages are assumed, per direction', () => {
    expect(plan()).toMatchObject({
      vehiclesPerHour: 20,
      limitedBy: 'neighbour',
      gatePerHour: 23,
      neighbour: { source: 'assumed', vehiclesPerHour: 20, at: null, toldBy: null },
    });
    expect(plan({ direction: 'import' })).toMatchObject({ gatePerHour: 53, vehiclesPerHour: 47 });
    if (BNGHI !== undefined) expect(assumedPerHour(BNGHI, 'export')).toEqual({ gate: 4, neighbour: 3 });
  });

  test('FL-2 the plan is the least of the three and names it', () => {
    const anything = fc.record({
      gateId: fc.constantFrom(...GATES.map(({ code }) => code)),
      direction: fc.constantFrom(...DIRECTIONS),
      standing: fc.record({ staging: fc.nat(2000), gate: fc.nat(2000) }),
      measured: fc.option(
        fc.record({
          vehicles: fc.nat(200),
          from: fc.constant(NOW - HOUR),
          to: fc.constant(NOW),
          queued: fc.boolean(),
        }),
      ),
      told: fc.array(
        fc.record({
          vehiclesPerHour: fc.nat(100),
          validFrom: fc.integer({ min: NOW - 20 * HOUR, max: NOW + HOUR }),
          validTo: fc.option(fc.integer({ min: NOW - HOUR, max: NOW + 20 * HOUR })),
          at: fc.integer({ min: NOW - 20 * HOUR, max: NOW }),
          toldBy: fc.constant('x'),
          channel: fc.constant('letter'),
          level: fc.constantFrom(...LEVELS),
        }),
        { maxLength: 4 },
      ),
    });
    const limits = new Map<string, number>();
    const sources = new Map<string, number>();
    fc.assert(
      fc.property(anything, (input) => {
        const figure = planRate({ ...input, content: contentOf(input.gateId), now: NOW });
        const parts = {
          gate: figure.gatePerHour,
          yard: figure.yardPerHour ?? Number.POSITIVE_INFINITY,
          neighbour: figure.neighbour.vehiclesPerHour,
        };
        expect(figure.vehiclesPerHour).toBe(Math.min(...Object.values(parts)));
        expect(parts[figure.limitedBy]).toBe(figure.vehiclesPerHour);
        expect(
          planRate({ ...input, content: contentOf(input.gateId), told: input.told.toReversed(), now: NOW }),
        ).toEqual(figure);
        limits.set(figure.limitedBy, (limits.get(figure.limitedBy) ?? 0) + 1);
        sources.set(figure.neighbour.source, (sources.get(figure.neighbour.source) ?? 0) + 1);
      }),
      { numRuns: 2000 },
    );
    for (const limit of ['gate', 'yard', 'neighbour']) expect(limits.get(limit) ?? 0).toBeGreaterThan(20);
    for (const source of ['told', 'measured', 'assumed'])
      expect(sources.get(source) ?? 0).toBeGreaterThan(50);
  });

  test('FL-3 a full yard takes no more than leaves it; a park no more than it was designed for', () => {
    const full = { staging: 0, gate: 450 };
    const slow = measured({ vehicles: 8, queued: false });
    expect(plan({ standing: full, measured: slow })).toMatchObject({
      yardPerHour: 8,
      vehiclesPerHour: 8,
      limitedBy: 'yard',
    });
    expect(plan({ standing: { staging: 0, gate: 0 } }).yardPerHour).toBe(63);
    expect(plan({ direction: 'import', standing: { staging: 0, gate: 440 } }).yardPerHour).toBe(10 + 47);
    expect(plan({ gateId: TT ?? HN ?? gateIdSchema.parse('TT') }).yardPerHour).toBeNull();
  });

  test('FL-4 what was told is taken at its word while fresh or within its term', () => {
    expect(neighbour({ told: [told()] })).toEqual({
      vehiclesPerHour: 12,
      source: 'told',
      at: NOW - HOUR,
      toldBy: 'Youyiguan duty office',
      channel: 'hotline',
    });
    expect(plan({ told: [told({ vehiclesPerHour: 0 })] })).toMatchObject({
      vehiclesPerHour: 0,
      limitedBy: 'neighbour',
    });
    const letter = told({ at: NOW - 100 * HOUR, validTo: NOW + 1 });
    expect(neighbour({ told: [letter] }).source).toBe('told');
    expect(neighbour({ told: [{ ...letter, validTo: NOW }] }).source).toBe('assumed');
    expect(neighbour({ told: [told({ validFrom: NOW + 1 })] }).source).toBe('assumed');
    const newer = told({ at: NOW - 1, vehiclesPerHour: 14 });
    expect(neighbour({ told: [newer, told(), letter] }).vehiclesPerHour).toBe(14);
  });

  test('FL-4 an old word without an end may lower the plan, no longer raise it, and is then forgotten', () => {
    const old = (vehiclesPerHour: number, ageMs: number) =>
      neighbour({ told: [told({ vehiclesPerHour, at: NOW - ageMs, validFrom: NOW - ageMs })] });
    expect(old(90, TOLD_FRESH_MS)).toMatchObject({ source: 'told', vehiclesPerHour: 90 });
    expect(old(90, TOLD_FRESH_MS + 1)).toMatchObject({ source: 'assumed', vehiclesPerHour: 20 });
    expect(old(5, TOLD_FRESH_MS + 1)).toMatchObject({ source: 'told', vehiclesPerHour: 5 });
    expect(old(5, TOLD_FORGOTTEN_MS)).toMatchObject({ source: 'told' });
    expect(old(5, TOLD_FORGOTTEN_MS + 1)).toMatchObject({ source: 'assumed' });
  });

  test('FL-5 exit scans measure only with enough of them, and only a queue shows the limit', () => {
    expect(neighbour({ measured: measured() })).toMatchObject({
      source: 'measured',
      vehiclesPerHour: 15,
      at: NOW,
    });
    const few = measured({ vehicles: MEASURED_MIN_VEHICLES - 1 });
    expect(neighbour({ measured: few }).source).toBe('assumed');
    expect(neighbour({ measured: measured({ from: NOW - HOUR / 4 }) }).source).toBe('assumed');
    expect(neighbour({ measured: measured({ from: NOW }) }).source).toBe('assumed');
    const quiet = measured({ queued: false });
    expect(neighbour({ measured: quiet })).toMatchObject({ source: 'assumed', vehiclesPerHour: 20 });
    expect(neighbour({ measured: { ...quiet, vehicles: 30 } })).toMatchObject({
      source: 'measured',
      vehiclesPerHour: 30,
    });
  });

  test('FL-6 a queue measured since the word was given disproves it downwards, never an earlier one', () => {
    const word = told({ vehiclesPerHour: 18, at: NOW - 2 * HOUR, validFrom: NOW - 2 * HOUR });
    expect(neighbour({ told: [word], measured: measured() })).toMatchObject({
      source: 'measured',
      vehiclesPerHour: 15,
    });
    const more = measured({ vehicles: 40 });
    expect(neighbour({ told: [word], measured: more })).toMatchObject({
      source: 'told',
      vehiclesPerHour: 18,
    });
    const fresh = told({ vehiclesPerHour: 30, at: NOW - 1, validFrom: NOW - 1 });
    expect(neighbour({ told: [fresh], measured: measured() })).toMatchObject({
      source: 'told',
      vehiclesPerHour: 30,
    });
  });
});
