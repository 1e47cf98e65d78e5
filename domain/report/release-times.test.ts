import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import { AGENCIES, DIRECTIONS, GOODS_CLASSES } from '../shared/vocabulary';
import { dayStart, reportDaySchema } from './home-day';
import { countLeftOut, lengthOf, studyReleaseTimes } from './release-times';
import { hoursText } from './release-times-sheet';
import { spreadOf } from './statistics';
import { readTrip, type TripRow } from './trip';

const DAY = reportDaySchema.parse('2026-11-25');
const T = dayStart(DAY);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FRAME = {
  gateId: gateIdSchema.parse('HN'),
  from: T,
  until: T + 24 * HOUR,
  firstDay: DAY,
  lastDay: DAY,
  madeAt: T + 30 * HOUR,
  isCut: false,
};

const step = (name: string, ...ticks: readonly (readonly [(typeof AGENCIES)[number], number])[]) => ({
  step: name,
  usesPass: name === 'gate-entry',
  confirmedAt: ticks.length === 0 ? null : Math.max(...ticks.map(([, at]) => at)),
  ticks: ticks.map(([agency, at]) => ({ agency, at })),
});

/** A staged export: arrives 8:00, called 9:00, in by 9:40, paid 10:30, eligible 11:00, over the line 12:30. */
const EXPORT: TripRow = {
  direction: 'export',
  class: 'perishable',
  declaredAt: T - 5 * HOUR,
  arrivedAt: T + 8 * HOUR,
  ended: { kind: 'completed', at: T + 12.5 * HOUR },
  steps: [
    step('staging-arrival', ['yard', T + 8 * HOUR]),
    step('called', ['gate-centre', T + 9 * HOUR]),
    step('gate-entry', ['customs', T + 9.5 * HOUR], ['border-guard', T + 9 * HOUR + 40 * MINUTE]),
    step('yard-in', ['customs', T + 10 * HOUR]),
    step('fee-paid', ['gate-centre', T + 10.5 * HOUR]),
    step('release-check', ['customs', T + 11 * HOUR]),
    step('line-exit', ['border-guard', T + 12.5 * HOUR]),
  ],
  quarantine: [],
  inspection: null,
  questions: [],
  eligibility: { eligible: true, at: T + 11 * HOUR },
};

const time = fc.integer({ min: T, max: T + 24 * HOUR });
const rows: fc.Arbitrary<TripRow> = fc.record({
  direction: fc.constantFrom(...DIRECTIONS),
  class: fc.constantFrom(...GOODS_CLASSES),
  declaredAt: fc.option(time),
  arrivedAt: fc.option(time),
  ended: fc.option(
    fc.record({ kind: fc.constantFrom('completed', 'cancelled', 'turned-back' as const), at: time }),
  ),
  steps: fc.array(
    fc
      .tuple(
        fc.constantFrom('called', 'gate-entry', 'yard-in', 'fee-paid', 'release-check', 'line-exit'),
        fc.array(fc.tuple(fc.constantFrom(...AGENCIES), time), { minLength: 1, maxLength: 3 }),
      )
      .map(([name, ticks]) => step(name, ...ticks)),
    { maxLength: 6 },
  ),
  quarantine: fc.array(
    fc.record({
      kind: fc.constantFrom('plant', 'animal', 'medical' as const),
      requestedAt: fc.option(time),
      at: fc.option(time),
    }),
    { maxLength: 2 },
  ),
  inspection: fc.option(
    fc.record({
      orderedAt: time,
      places: fc.array(fc.record({ at: fc.option(time), agency: fc.option(fc.constantFrom(...AGENCIES)) }), {
        maxLength: 3,
      }),
    }),
  ),
  questions: fc.array(fc.record({ askedAt: time, answeredAt: fc.option(time) }), { maxLength: 2 }),
  eligibility: fc.option(fc.record({ eligible: fc.boolean(), at: time })),
});

describe('RP time release study', () => {
  test('RP-7 the points of a staged export stand where the study has them', () => {
    const trip = readTrip(EXPORT);
    if (typeof trip === 'string') throw new Error(trip);
    expect(trip.points).toEqual({
      T0: T - 5 * HOUR,
      T2: T + 8 * HOUR,
      T3: T + 9 * HOUR,
      T4: T + 9 * HOUR + 40 * MINUTE,
      T5: T + 10 * HOUR,
      T9: T + 10.5 * HOUR,
      T10: T + 11 * HOUR,
      T12: T + 12.5 * HOUR,
    });
    expect(lengthOf('total', trip)).toBe(4.5 * HOUR);
    expect(lengthOf('call', trip)).toBe(HOUR);
    expect(lengthOf('entry', trip)).toBe(40 * MINUTE);
    expect(lengthOf('leave', trip)).toBe(1.5 * HOUR);
    expect(lengthOf('transshipment', trip)).toBeNull();
  });

  test('RP-8 an interval whose ends stand in the wrong order is counted and not measured', () => {
    const late = { ...EXPORT, declaredAt: T + 9 * HOUR };
    const study = studyReleaseTimes(FRAME, [EXPORT, late]);
    const before = study.intervals.find(({ interval }) => interval === 'before-arrival');
    expect(before).toMatchObject({ count: 1, disordered: 1, meanMs: 13 * HOUR });
  });

  test('RP-9 every vehicle is in the study or left out for one reason', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 40 }), (all) => {
        const study = studyReleaseTimes(FRAME, all);
        expect(study.vehicles + countLeftOut(study)).toBe(all.length);
        expect(study.groups.reduce((sum, group) => sum + group.count, 0)).toBe(study.vehicles);
        expect(study.peak.count + study.offPeak.count).toBe(study.vehicles);
        expect(study.hours.reduce((sum, { arrivals }) => sum + arrivals, 0)).toBe(study.vehicles);
        const [total] = study.intervals;
        expect(total).toMatchObject({ interval: 'total', count: study.vehicles, disordered: 0 });
      }),
    );
    const ends = (kind: 'cancelled' | 'turned-back') => ({ ...EXPORT, ended: { kind, at: T + HOUR } });
    const study = studyReleaseTimes(FRAME, [
      EXPORT,
      ends('cancelled'),
      ends('turned-back'),
      { ...EXPORT, arrivedAt: null },
      { ...EXPORT, arrivedAt: T + 13 * HOUR },
    ]);
    expect(study.leftOut).toEqual({ cancelled: 1, 'turned-back': 1, 'no-arrival': 1, clocks: 1 });
  });

  test('RP-10 whose time it was: the parts are the whole stay, for any vehicle', () => {
    fc.assert(
      fc.property(rows, (row) => {
        const trip = readTrip(row);
        if (typeof trip === 'string') return;
        const parts = trip.stretches.reduce((sum, { ms }) => sum + ms, 0);
        expect(parts).toBe(trip.leftAt - trip.arrivedAt);
        expect(trip.stretches.every(({ ms }) => ms > 0)).toBe(true);
      }),
    );
    const { owners, agencies } = studyReleaseTimes(FRAME, [EXPORT]);
    expect(owners.map(({ owner, meanMs }) => [owner, meanMs])).toEqual([
      ['agency', 10 * MINUTE + 20 * MINUTE + 30 * MINUTE],
      ['trader', 60 * MINUTE],
      ['neighbour', 90 * MINUTE],
      ['queue', 60 * MINUTE],
    ]);
    expect(owners.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(agencies.map(({ agency }) => agency)).toEqual(['customs', 'border-guard']);
  });

  test('RP-10 a question to the firm is the firm’s time until it answers', () => {
    const asked = { ...EXPORT, questions: [{ askedAt: T + 10.5 * HOUR, answeredAt: T + 10.75 * HOUR }] };
    const { owners } = studyReleaseTimes(FRAME, [asked]);
    expect(owners.find(({ owner }) => owner === 'trader')?.meanMs).toBe(75 * MINUTE);
  });

  test('RP-11 peak hours have more arrivals than the mean of the hours with any', () => {
    const at = (hour: number) => ({
      ...EXPORT,
      arrivedAt: T + hour * HOUR,
      ended: { kind: 'completed' as const, at: T + (hour + 2) * HOUR },
    });
    const study = studyReleaseTimes(FRAME, [at(7), at(8), at(8), at(8), at(9)]);
    expect(study.peakHours).toEqual([8]);
    expect([study.peak.count, study.offPeak.count]).toEqual([3, 2]);
    expect(studyReleaseTimes(FRAME, [at(7), at(9)]).peakHours).toEqual([]);
    expect(hoursText([9, 7, 8, 14])).toBe('07:00–10:00, 14:00–15:00');
  });

  test('RP-12 percentiles lie between the ends, the median below the P90, and few vehicles have no P90', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 80 }), (lengths) => {
        const { count, meanMs, medianMs, p90Ms } = spreadOf(lengths);
        const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
        expect(count).toBe(lengths.length);
        for (const value of [meanMs, medianMs, p90Ms ?? medianMs]) {
          expect(value).toBeGreaterThanOrEqual(least);
          expect(value).toBeLessThanOrEqual(most);
        }
        if (count < 5) expect(p90Ms).toBeNull();
        else expect(p90Ms ?? 0).toBeGreaterThanOrEqual(medianMs ?? 0);
        expect(lengths.filter((length) => length <= (medianMs ?? 0) + 1).length * 2).toBeGreaterThanOrEqual(
          count,
        );
      }),
    );
    expect(spreadOf([])).toEqual({ count: 0, meanMs: null, medianMs: null, p90Ms: null });
    expect(spreadOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual({
      count: 10,
      meanMs: 6,
      medianMs: 6,
      p90Ms: 9,
    });
  });
});
