import { describe, expect, test } from 'vitest';
import { gateIdSchema } from '../../shared/identity';
import { profileOfManifest } from '../../testing/make-day-profile';
import { inversionsOf } from '../inversions';
import { DAY_PROFILE } from './day-profile';
import { drawRun } from './draw';
import type { EpisodeQueue } from './episode';
import { EPISODES } from './episodes';
import { fluidWaits } from './fluid';
import { figuresOf, type Played, POLICIES, playQueue } from './play';
import { USUAL } from './regulated';
import { comesAt, type Truck } from './trucks';
import { suggest } from './what-if';

const queueOf = (id: string, nth = 0): EpisodeQueue => {
  const found = EPISODES.find((each) => each.id === id)?.queues[nth];
  if (found === undefined) throw new Error(id);
  return found;
};
const ORDINARY = queueOf('ordinary-2024-08-29');
const CLOSURE = queueOf('partial-closure');
const regulated = (episode: EpisodeQueue, seed = 1, over = {}) =>
  playQueue(episode, 'regulated', seed, { ...USUAL, ...over });
const traces = ({ ground }: Played) => JSON.stringify(ground.traces);

describe('FL simulator', () => {
  test('FL-35 the day’s profile is that of the manifest, and every published scenario can be played', () => {
    expect(profileOfManifest()).toEqual(DAY_PROFILE);
    expect(EPISODES).toHaveLength(10);
    for (const { queues } of EPISODES) expect(queues.length).toBeGreaterThan(0);
    const total = EPISODES[0]?.queues.reduce((sum, { perDay }) => sum + perDay, 0);
    expect(total).toBe(1429);
    expect(EPISODES[1]?.queues.reduce((sum, { perDay }) => sum + perDay, 0)).toBe(1906);
  });

  test('FL-35 a seed plays one day, the same vehicles behave the same under every policy, and all get through', () => {
    expect(traces(regulated(ORDINARY))).toBe(traces(regulated(ORDINARY)));
    expect(traces(regulated(ORDINARY))).not.toBe(traces(regulated(ORDINARY, 2)));
    const played = POLICIES.map((policy) => playQueue(ORDINARY, policy, 1));
    for (const each of played) {
      expect(each.trucks).toEqual(played[0]?.trucks);
      const figures = figuresOf([each]);
      expect(figures.taken).toBe(figures.vehicles);
      for (const truck of each.trucks)
        if (!truck.noShow)
          expect(each.ground.traceOf(truck).takenAt ?? 0).toBeGreaterThanOrEqual(comesAt(truck));
    }
  });

  test('FL-35 nobody is called twice at once, before coming, or without a record that says why', () => {
    const { trucks, ground, regulation } = regulated(CLOSURE);
    const calls = regulation?.allocations ?? [];
    const count = new Map<string, number>();
    for (const { crossingId } of calls) count.set(crossingId, (count.get(crossingId) ?? 0) + 1);
    for (const truck of trucks) {
      const trace = ground.traceOf(truck);
      if (truck.noShow) expect(count.get(truck.crossingId)).toBeUndefined();
      else {
        expect(count.get(truck.crossingId)).toBe(truck.missesCall ? 2 : 1);
        expect(trace.calledAt ?? 0).toBeGreaterThanOrEqual(trace.stagedAt ?? Number.NaN);
      }
    }
    expect(calls.every(({ turn, turnsInRound }) => turn.length > 0 && turnsInRound > 0)).toBe(true);
    const entries = trucks.flatMap((truck) => {
      const at = ground.traceOf(truck).enteredAt;
      return at === null ? [] : [{ crossingId: truck.crossingId, at, lane: '1', shift: 'day' }];
    });
    const last = new Map(calls.map((each) => [each.crossingId, { ...each, batch: String(each.at) }]));
    const found = inversionsOf({
      calls: [...last.values()].sort((a, b) => a.at - b.at),
      entries,
      excuses: new Map(),
      travelP90Ms: 40 * 60_000,
    });
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter(({ reason }) => reason === 'not-called')).toEqual([]);
  });

  test('FL-36 the fluid is a lower bound: vehicles wait on the whole no less than it says, under the rules or without', () => {
    for (const episode of [ORDINARY, CLOSURE, queueOf('wrong-call')]) {
      // The neighbour is a little faster or slower as chance has it; over some seeds that is even.
      const differences = [1, 2, 3].map((seed) => {
        const played = regulated(episode, seed);
        const fluid = fluidWaits(episode, played.trucks);
        const real = played.trucks.filter(({ noShow }) => !noShow);
        expect(fluid.size).toBe(real.length);
        const sum = (of: (truck: Truck) => number) => real.reduce((total, truck) => total + of(truck), 0);
        const waited = sum((truck) => (played.ground.traceOf(truck).takenAt ?? 0) - comesAt(truck));
        return waited / sum(({ index }) => fluid.get(index) ?? 0);
      });
      expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeGreaterThan(0.99);
    }
  });

  test('FL-37 a wrong call for six hundred is taken back: hardly anybody stands outside; without a recall they do', () => {
    const wrong = queueOf('wrong-call');
    const [kept, lost] = [regulated(wrong), regulated(wrong, 1, { recall: false })];
    expect(kept.regulation?.recalled ?? 0).toBeGreaterThan(350);
    expect(figuresOf([kept]).roadsideHours * 10).toBeLessThan(figuresOf([lost]).roadsideHours);
    expect(figuresOf([kept]).taken).toBe(figuresOf([kept]).vehicles);
  });

  test('FL-34 three measures with their cost and what the simulator says of them, the best first', () => {
    const tomorrow = { ...ORDINARY, openingStock: 150 };
    const other = queueOf('ordinary-2024-08-29', 2);
    const suggestions = suggest(
      tomorrow,
      [
        { measure: { kind: 'extend-hours', hours: 3 }, other: null },
        { measure: { kind: 'limit-class', class: 'ordinary', perHour: 1, hours: 13 }, other: null },
        { measure: { kind: 'redirect', to: gateIdSchema.parse('TT'), vehicles: 60 }, other },
        { measure: { kind: 'open-lane' }, other: null },
      ],
      1,
    );
    expect(suggestions).toHaveLength(3);
    const gains = suggestions.map(
      ({ effect, without }) => (without.waitP90Hours ?? 0) - (effect.waitP90Hours ?? 0),
    );
    expect(gains.toSorted((a, b) => b - a)).toEqual(gains);
    expect(gains[0]).toBeGreaterThan(1);
    // The neighbour limits: one more lane of ours gains next to nothing.
    const lane = suggestions.findIndex(({ measure }) => measure.kind === 'open-lane');
    if (lane >= 0) expect(gains[lane]).toBeLessThan((gains[0] ?? 0) / 4);
    for (const { cost } of suggestions) expect(cost.amount).toBeGreaterThan(0);
  });

  test('FL-38 a run is drawn with both clocks and its closed hours, as text and nothing else', () => {
    const svg = drawRun(regulated(CLOSURE), 'a <closure>');
    expect(svg).toContain('a &lt;closure&gt;');
    expect(svg.match(/<polygon/g)).toHaveLength(4);
    expect(svg.match(/fill="#f0f1f3"/g)?.length).toBeGreaterThanOrEqual(3);
    expect(['>12:00<', '>13:00<', '北京'].filter((text) => svg.includes(text))).toHaveLength(3);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});
