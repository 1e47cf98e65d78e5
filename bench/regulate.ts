import { DRAIN_DAYS, type Episode, HOUR } from '@/domain/flow/simulation/episode';
import { EPISODES } from '@/domain/flow/simulation/episodes';
import { type Figures, POLICIES, type Policy } from '@/domain/flow/simulation/play';
import type { Cell, Measurement, Outcome } from '@/scripts/measurement';
import { besidesOf } from './regulation/besides';
import { forecastFigures } from './regulation/forecast';
import { digits, median, over, type Run, run } from './regulation/run';

const ROADSIDE_GOAL = 0.05;
const IDLE_GOAL = 0.02;
const PERISHABLE_GOAL = 1.1;
const NOT_TAKEN_GOAL = 0.02;
const DAY_GOAL_SECONDS = 5;
const SEEDS = 5;

export const measurement: Measurement = {
  goal: `published days and episodes, through the real rules, drivers behaving the same for every policy: roadside queue-hours at most ${100 * ROADSIDE_GOAL} % of first-come-first-served; gate idle at most ${100 * IDLE_GOAL} % while anyone waits; perishables' P90 wait at most ${PERISHABLE_GOAL} × the fluid lower bound of their share; called and not taken at most ${100 * NOT_TAKEN_GOAL} %; a day replays in at most ${DAY_GOAL_SECONDS} s`,
  run: async ({ say, options }) => {
    const seeds = Number(options.seeds ?? SEEDS);
    const episodes = EPISODES.filter(({ id }) => options.scenario === undefined || id === options.scenario);
    const judged = episodes.map((episode) => {
      const one = judge(episode, seeds);
      say(`${episode.id}: ${JSON.stringify(one.goals)}`);
      return one;
    });
    const outcome = outcomeOf(judged, seeds);
    return { ...outcome, figures: { ...outcome.figures, forecast: forecastFigures(say) } };
  },
};

type Goals = {
  readonly roadside: number;
  readonly idle: number;
  readonly perishable: number;
  readonly notTaken: number;
  readonly secondsPerDay: number;
};
const MOST: Goals = {
  roadside: ROADSIDE_GOAL,
  idle: IDLE_GOAL,
  perishable: PERISHABLE_GOAL,
  notTaken: NOT_TAKEN_GOAL,
  secondsPerDay: DAY_GOAL_SECONDS,
};

type Judged = {
  readonly episode: Episode;
  readonly goals: Goals;
  readonly missed: readonly string[];
  readonly rows: Outcome['rows'];
  readonly spread: Readonly<Record<keyof Goals, readonly [number, number]>>;
  readonly idleAtAll: number;
  readonly besides: Readonly<Record<string, Cell>>;
};

function judge(episode: Episode, seeds: number): Judged {
  const runs = new Map(
    POLICIES.map((policy) => [
      policy,
      Array.from({ length: seeds }, (_, nth) => run(episode, policy, nth + 1)),
    ]),
  );
  const of = (policy: Policy) => runs.get(policy) ?? [];
  const regulated = of('regulated');
  const each = regulated.map(({ figures, seconds, played }, nth): Goals => {
    const base = of('first-come')[nth]?.figures.roadsideHours ?? 0;
    const days = Math.max(
      1,
      ...played.map(({ endsAt, episode: { startsAt } }) => (endsAt - startsAt) / (24 * HOUR)),
    );
    return {
      roadside: figures.roadsideHours / base,
      idle: figures.idleShare,
      perishable: (figures.perishableP90Hours ?? 0) / (figures.fluidPerishableP90Hours ?? 1),
      notTaken: figures.notTaken / figures.calledOut,
      secondsPerDay: seconds / days,
    };
  });
  const names = Object.keys(MOST) as (keyof Goals)[];
  const by = <T>(make: (name: keyof Goals) => T) =>
    Object.fromEntries(names.map((name) => [name, make(name)])) as Record<keyof Goals, T>;
  const goals = by((name) => digits(median(each.map((one) => one[name])), 4));
  const extent = (values: readonly number[]): readonly [number, number] => [
    digits(Math.min(...values), 4),
    digits(Math.max(...values), 4),
  ];
  return {
    episode,
    goals,
    missed: names.filter((name) => goals[name] > MOST[name]),
    rows: POLICIES.map((policy) => rowOf(episode.id, policy, of(policy))),
    spread: by((name) => extent(each.map((one) => one[name]))),
    idleAtAll: digits(
      over(regulated, ({ idleAtAllShare }) => idleAtAllShare),
      4,
    ),
    besides: besidesOf(episode, of('fixed-slots'), regulated, seeds),
  };
}

function rowOf(scenario: string, policy: Policy, runs: readonly Run[]): Readonly<Record<string, Cell>> {
  const figure = (name: keyof Figures, places = 1) =>
    digits(
      over(runs, (figures) => figures[name]),
      places,
    );
  return {
    scenario,
    policy,
    vehicles: figure('vehicles', 0),
    'roadside hours': figure('roadsideHours', 0),
    'most on the road': figure('mostOnRoad', 0),
    'yard hours': figure('yardHours', 0),
    'hours told to come later': figure('homeHours', 0),
    'idle, %': digits(100 * figure('idleShare', 6), 2),
    'wait P50, h': figure('waitP50Hours', 2),
    'wait P90, h': figure('waitP90Hours', 2),
    'perishable P90, h': figure('perishableP90Hours', 2),
    'fluid perishable P90, h': figure('fluidPerishableP90Hours', 2),
    'not taken': figure('notTaken', 0),
  };
}

function outcomeOf(judged: readonly Judged[], seeds: number): Outcome {
  const missed = judged.flatMap(({ episode, missed: names, goals }) =>
    names.map((name) => `${episode.id}: ${name} ${goals[name as keyof Goals]}`),
  );
  return {
    rows: judged.flatMap(({ rows }) => rows),
    figures: {
      seeds,
      figure: 'each is the median of the seeds; `spread` has the least and the most',
      goals: MOST,
      perScenario: Object.fromEntries(
        judged.map(({ episode, goals, spread, idleAtAll, besides }) => [
          episode.id,
          { ...goals, idleAtAll, spread, besides },
        ]),
      ),
      notMet: missed,
      method: {
        baseline:
          'first-come: everybody drives to the gate and stands there; first-come-yards: the same with the staging yards as a car park; fixed-slots: slots at the agreed rate or our own gate’s, promised once, blind to the neighbour',
        wait: 'from when a vehicle would have come unregulated until the neighbour took it: what it waits at home because it was told to is in it',
        idle: 'share of what the neighbour would have taken that it did not, because nobody stood at the line though somebody waited (at home, on the road, in a yard) who could have stood there; idleAtAll counts everybody who waits',
        notTaken: 'called out of the yard and not through when the gate closed for the night',
        drained: `played until all are through, at most ${DRAIN_DAYS} days after the last arrival`,
      },
    },
    met: missed.length === 0,
  };
}
