import { describe, expect, test } from 'vitest';
import { gateIdSchema } from '../../shared/identity';
import { PUBLISHED_CALENDAR } from '../calendar';
import { HOME, instantOf } from '../zones';
import { DAY, HOUR } from './episode';
import { episodeOf, type TrialQueue } from './episode-of';
import { measuresFor } from './measures-for';
import { figuresOf, playQueue } from './play';
import { suggest, tryMeasure } from './what-if';

const NOON = instantOf('2024-08-29', '12:00', HOME);
const PAST = Array.from({ length: 14 }, (_, day) => ({
  startsAt: instantOf('2024-08-29', '00:00', HOME) - (14 - day) * DAY,
  arrivals: Array.from({ length: 24 }, (_, hour) => (hour >= 6 && hour < 18 ? 12.5 : 0)),
}));

const trialOf = (over: Partial<TrialQueue> = {}): TrialQueue => ({
  gateId: gateIdSchema.parse('HN'),
  calendar: PUBLISHED_CALENDAR,
  levers: [],
  direction: 'export',
  acceptance: {
    vehiclesPerHour: 15,
    source: 'measured',
    at: NOON,
    toldBy: null,
    channel: null,
    low: 12,
    high: 18,
    as: null,
  },
  told: [],
  gatePerHour: 20,
  inside: { standing: 30, places: 100 },
  staging: { standing: 60, places: 150 },
  trial: {
    history: PAST,
    classShares: { perishable: 0.7, ordinary: 0.2, empty: 0.1 },
    input: {
      from: NOON,
      hours: 24,
      history: PAST,
      season: 1,
      latest: [],
      booked: [],
      walkUpShare: 0.1,
      noShowShare: 0.05,
      standing: 90,
      capacity: [],
      acceptance: { low: 0.8, high: 1.2 },
      widths: [],
    },
    taken: [{ from: NOON, to: NOON + 2 * DAY, perHour: 15 }],
  },
  ...over,
});

describe('FL-34 a trial', () => {
  test('FL-34 begins with who waits, and brings whole vehicles as they are forecast, by class and hour from now', () => {
    const episode = episodeOf(trialOf());
    expect(episode.openingStock).toBe(90);
    expect(episode.perDay).toBe(150);
    expect(episode.cells.reduce((sum, { vehicles }) => sum + vehicles, 0)).toBe(150);
    const of = (goods: string) =>
      episode.cells.filter((cell) => cell.goods === goods).reduce((sum, { vehicles }) => sum + vehicles, 0);
    expect([of('perishable'), of('ordinary'), of('empty')]).toEqual([105, 30, 15]);
    // Noon: six hours of today's arrivals, twelve of night, six of tomorrow morning's.
    expect(episode.cells.every(({ hour }) => hour < 6 || hour >= 18)).toBe(true);
  });

  test('FL-34 a lever that holds already holds in the trial too', () => {
    const held = (levers: TrialQueue['levers']) =>
      playQueue(episodeOf(trialOf({ levers })), 'regulated', 1).waitHoursOf('perishable');
    const lever = {
      gates: [gateIdSchema.parse('HN')],
      routes: null,
      directions: null,
      class: 'perishable' as const,
      from: NOON - HOUR,
      to: NOON + 20 * HOUR,
      perHour: 2,
      reason: 'the other side asked',
    };
    expect(held([lever])).toBeGreaterThan(held([]) * 1.5);
    expect(held([{ ...lever, gates: [gateIdSchema.parse('TT')] }])).toBe(held([]));
    const limited = trialOf({ levers: [lever] });
    const { without } = tryMeasure(episodeOf(limited), { kind: 'open-lane' }, null, 1);
    expect(without.waitP90Hours).toBe(
      figuresOf([playQueue(episodeOf(limited), 'regulated', 1)]).waitP90Hours,
    );
  });

  test('FL-34 plays to its end, and the same twice', () => {
    const play = () => figuresOf([playQueue(episodeOf(trialOf()), 'regulated', 1)]);
    expect(play()).toEqual(play());
    expect(play()).toMatchObject({ vehicles: 240, taken: 240 });
  });

  test('FL-34 the neighbour takes of each hour what it is expected to take, and after the last one as in it', () => {
    const base = trialOf();
    const taken = [
      { from: NOON, to: NOON + 3 * HOUR, perHour: 4 },
      { from: NOON + 3 * HOUR, to: NOON + 4 * HOUR, perHour: 11 },
    ];
    const episode = episodeOf({ ...base, trial: { ...base.trial, taken } });
    expect([0, 2.9, 3, 3.9, 4, 40].map((hour) => episode.taken(NOON + hour * HOUR))).toEqual([
      4, 4, 11, 11, 11, 11,
    ]);
    expect(episode.assumedPerHour).toBe(11);
  });

  test('FL-34 an empty line, nobody expected, and places that nobody published can still be played', () => {
    const trial = trialOf({ inside: { standing: 0, places: null }, staging: { standing: 0, places: null } });
    const quiet = {
      ...trial.trial,
      classShares: {},
      input: { ...trial.trial.input, history: [], standing: 3 },
    };
    const episode = episodeOf({ ...trial, trial: quiet });
    expect(episode.stagingPlaces).toBeGreaterThan(0);
    expect(figuresOf([playQueue(episode, 'regulated', 1)]).taken).toBe(4);
  });

  test('FL-34 three measures are suggested with their cost, a redirect only where a gate may be named', () => {
    const trial = trialOf();
    expect(measuresFor(trial, null, null).map(({ kind }) => kind)).toEqual([
      'extend-hours',
      'open-lane',
      'limit-class',
    ]);
    const fruitOnly = { ...trial, trial: { ...trial.trial, classShares: { perishable: 1 } } };
    expect(measuresFor(fruitOnly, null, null).at(-1)).toEqual({ kind: 'extend-hours', hours: 4 });
    const measures = measuresFor(trial, null, gateIdSchema.parse('TT'));
    expect(measures.at(-1)).toEqual({ kind: 'redirect', to: 'TT', vehicles: 23 });
    const suggestions = suggest(
      episodeOf(trial),
      measures.map((measure) => ({ measure, other: null })),
      1,
    );
    expect(suggestions).toHaveLength(3);
    for (const { cost } of suggestions) expect(cost.amount).toBeGreaterThanOrEqual(0);
  });
});
