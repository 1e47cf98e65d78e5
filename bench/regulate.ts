import { backtest, pastDays } from '@/domain/flow/simulation/backtest';
import { DRAIN_DAYS, type Episode, HOUR } from '@/domain/flow/simulation/episode';
import { EPISODES } from '@/domain/flow/simulation/episodes';
import {
  type Figures,
  figuresOf,
  type Played,
  POLICIES,
  type Policy,
  playEpisode,
} from '@/domain/flow/simulation/play';
import { type Options, USUAL } from '@/domain/flow/simulation/regulated';
import { type Cell, type Measurement, type Outcome, quantile } from '@/scripts/measurement';

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

type Run = { readonly figures: Figures; readonly seconds: number; readonly played: readonly Played[] };

function run(episode: Episode, policy: Policy, seed: number, options: Options = USUAL): Run {
  const begun = performance.now();
  const played = playEpisode(episode, policy, seed, options);
  const seconds = (performance.now() - begun) / 1000;
  return { figures: figuresOf(played), seconds, played };
}

const median = (values: readonly number[]) => quantile(values, 0.5);
const over = (runs: readonly Run[], of: (figures: Figures) => number | null) =>
  median(runs.map(({ figures }) => of(figures) ?? 0));
const digits = (value: number, places: number) => Number(value.toFixed(places));

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

/** What an episode was kept for, beyond the goals. */
function besidesOf(
  episode: Episode,
  fixed: readonly Run[],
  regulated: readonly Run[],
  seeds: number,
): Readonly<Record<string, Cell>> {
  const again = (options: Partial<Options>) =>
    Array.from({ length: seeds }, (_, nth) => run(episode, 'regulated', nth + 1, { ...USUAL, ...options }));
  const most = (runs: readonly Run[]) =>
    digits(
      over(runs, ({ mostOnRoad }) => mostOnRoad),
      0,
    );
  const road = (runs: readonly Run[]) =>
    digits(
      over(runs, ({ roadsideHours }) => roadsideHours),
      0,
    );
  const behind = (runs: readonly Run[]) =>
    digits(
      over(runs, ({ mostBehindHours }) => mostBehindHours),
      1,
    );
  switch (episode.id) {
    case 'neighbour-shortfall': {
      const unmeasured = again({ measuring: false });
      return {
        'stranded outside at most, cap by decree': most(fixed),
        'stranded outside at most, cap by measurement': most(regulated),
        'stranded outside at most, same rules without measuring': most(unmeasured),
        'roadside hours by decree': road(fixed),
        'roadside hours by measurement': road(regulated),
        'called and not taken, without measuring': digits(
          over(unmeasured, ({ notTaken }) => notTaken),
          0,
        ),
        'called and not taken, measuring': digits(
          over(regulated, ({ notTaken }) => notTaken),
          0,
        ),
      };
    }
    case 'promise-drift':
      return {
        'hours behind the promise at worst, by decree': behind(fixed),
        'hours behind the promise at worst, by measurement': behind(regulated),
        'hours behind at the median of the last day, by decree': lastDayBehind(fixed),
        'hours behind at the median of the last day, by measurement': lastDayBehind(regulated),
        'messages to each holder': digits(
          over(regulated, ({ messages, vehicles }) => messages / vehicles),
          1,
        ),
        'stranded outside at most, by decree': most(fixed),
        'stranded outside at most, by measurement': most(regulated),
      };
    case 'wrong-call': {
      const deaf = again({ recall: false });
      return {
        'roadside hours, recalled after five minutes': road(regulated),
        'roadside hours, not recalled': road(deaf),
        'most on the road, recalled': most(regulated),
        'most on the road, not recalled': most(deaf),
        'turned round by the recall': median(
          regulated.map(({ played }) =>
            played.reduce((sum, each) => sum + (each.regulation?.recalled ?? 0), 0),
          ),
        ),
      };
    }
    case 'collapse-2021-12': {
      const from = episode.queues[0]?.startsAt ?? 0;
      const valve = again({
        levers: [
          {
            gates: null,
            routes: null,
            directions: null,
            class: 'perishable',
            from: from + 2 * 24 * HOUR,
            to: from + 5 * 24 * HOUR,
            perHour: 0,
            reason: 'fresh fruit stopped for three days',
          },
        ],
      });
      const p90 = (runs: readonly Run[], of: (figures: Figures) => number | null) =>
        digits(over(runs, of), 1);
      return {
        'perishable P90 without the valve, h': p90(regulated, (figures) => figures.perishableP90Hours),
        'perishable P90 with fresh fruit stopped for three days, h': p90(
          valve,
          (figures) => figures.perishableP90Hours,
        ),
        'wait P50 without the valve, h': p90(regulated, (figures) => figures.waitP50Hours),
        'wait P50 with the valve, h': p90(valve, (figures) => figures.waitP50Hours),
      };
    }
    default:
      return {};
  }
}

/** How far behind what they were promised those were who were promised a time on the last day of arrivals. */
function lastDayBehind(runs: readonly Run[]): number {
  const behind = runs.flatMap(({ played }) =>
    played.flatMap(({ episode, trucks, ground, promisedAt, endsAt }) =>
      trucks.flatMap((truck) => {
        const promised = promisedAt.get(truck.index);
        const lastDay = truck.wantedAt >= episode.startsAt + (episode.days - 1) * 24 * HOUR;
        if (promised === undefined || truck.noShow || !lastDay) return [];
        const takenAt = ground.traceOf(truck).takenAt ?? endsAt;
        return [Math.max(0, takenAt - Math.max(promised, truck.wantedAt + truck.lateMs)) / HOUR];
      }),
    ),
  );
  return digits(median(behind), 1);
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

/** What the band learns from, and the regimes that neither it nor the fit has seen. */
const LEARNT = ['ordinary-2024-08-29', 'record-2026-01-31', 'backlog-2024-05-28'];
const UNSEEN = [
  'record-2025-04-25',
  'partial-closure',
  'surge-2023-03',
  'neighbour-shortfall',
  'promise-drift',
  'wrong-call',
];

/** How often the truth lay within the band of the forecast for the next 24 hours, made every hour. */
function forecastFigures(say: (line: string) => void): Readonly<Record<string, unknown>> {
  const queue = (id: string) => {
    const found = EPISODES.find((episode) => episode.id === id)?.queues[0];
    if (found === undefined) throw new Error(id);
    return found;
  };
  let widths: readonly number[] = [];
  for (let round = 0; round < 4; round += 1)
    for (const id of LEARNT)
      widths = backtest(queue(id), pastDays(queue(id), 28, 1000), widths, 500 + round).widths;
  const regimes = UNSEEN.map((id) => {
    const { hours, covered, meanError, meanBand } = backtest(
      queue(id),
      pastDays(queue(id), 28, 1000),
      widths,
      77,
    );
    say(`forecast of ${id}: the band held ${covered} of ${hours} hours`);
    return [
      id,
      {
        hours,
        coverage: digits(covered / hours, 3),
        meanErrorVehicles: digits(meanError, 1),
        meanBandVehicles: digits(meanBand, 1),
      },
    ] as const;
  });
  return {
    says: 0.8,
    learntFrom: LEARNT,
    queue: 'the first of each episode; waiting at home, on the road, in the yard and inside',
    unseen: Object.fromEntries(regimes),
  };
}
