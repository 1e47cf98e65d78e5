import type { GoodsClass } from '../../shared/vocabulary';
import { goodsOf } from '../order-class';
import { percentile } from '../waits';
import { DAY, DRAIN_DAYS, type Episode, type EpisodeQueue, HOUR, MINUTE } from './episode';
import { firstCome, firstComeYards, fixedSlots } from './first-come';
import { fluidWaits } from './fluid';
import { Ground, type Sample } from './ground';
import { type Options, Regulation, USUAL } from './regulated';
import { comesAt, type Truck, trucksOf } from './trucks';

export const POLICIES = ['first-come', 'first-come-yards', 'fixed-slots', 'regulated'] as const;
export type Policy = (typeof POLICIES)[number];

/** One queue of an episode, played. Times and lengths in ms. */
export type Played = {
  readonly episode: EpisodeQueue;
  readonly trucks: readonly Truck[];
  readonly ground: Ground;
  readonly samples: readonly Sample[];
  readonly regulation: Regulation | null;
  /** Vehicle's number → what it was promised. */
  readonly promisedAt: ReadonlyMap<number, number>;
  readonly endsAt: number;
  /** Hours that the vehicles of a class waited together. */
  readonly waitHoursOf: (goods: GoodsClass) => number;
};

export function playQueue(
  episode: EpisodeQueue,
  policy: Policy,
  seed: number,
  options: Options = USUAL,
): Played {
  const trucks = trucksOf(episode, seed);
  const ground = new Ground(episode, trucks, seed);
  const promisedAt = new Map<number, number>();
  let regulation: Regulation | null = null;
  if (policy === 'first-come') firstCome(ground, trucks);
  else if (policy === 'first-come-yards') firstComeYards(ground, trucks, episode);
  else if (policy === 'fixed-slots')
    for (const [truck, at] of fixedSlots(ground, trucks, episode)) promisedAt.set(truck.index, at);
  else regulation = new Regulation(ground, trucks, episode, options);
  const end = episode.startsAt + (episode.days + DRAIN_DAYS) * DAY;
  if (regulation === null)
    for (let at = episode.startsAt; at < end; at += 10 * MINUTE) ground.clock.at(at, () => ground.sample());
  const all = trucks.filter(({ noShow }) => !noShow).length;
  ground.clock.run(end, () => ground.taken === all);
  ground.finish();
  regulation?.promises.forEach(({ plannedAt }, index) => {
    if (plannedAt !== null && trucks[index]?.booked === true) promisedAt.set(index, plannedAt);
  });
  const endsAt = ground.clock.now;
  const waitHoursOf = (goods: GoodsClass) =>
    trucks.reduce((sum, truck) => {
      if (truck.noShow || goodsOf(truck.class) !== goods) return sum;
      return sum + ((ground.traceOf(truck).takenAt ?? endsAt) - comesAt(truck)) / HOUR;
    }, 0);
  return { episode, trucks, ground, samples: ground.samples, regulation, promisedAt, endsAt, waitHoursOf };
}

/** What is told of an episode under one policy, all its queues together. */
export type Figures = {
  readonly vehicles: number;
  readonly taken: number;
  readonly roadsideHours: number;
  readonly mostOnRoad: number;
  readonly yardHours: number;
  /** At home or wherever they were, because they were told to come later: not on the road, and still waiting. */
  readonly homeHours: number;
  /** Of what the neighbour would have taken: lost though somebody waited who could have been there; and lost at all. */
  readonly idleShare: number;
  readonly idleAtAllShare: number;
  readonly waitP50Hours: number | null;
  readonly waitP90Hours: number | null;
  readonly perishableP90Hours: number | null;
  readonly fluidPerishableP90Hours: number | null;
  readonly fluidP90Hours: number | null;
  readonly calledOut: number;
  readonly notTaken: number;
  readonly missedCalls: number;
  readonly messages: number;
  readonly mostBehindHours: number;
};

const p = (values: readonly number[], share: number) => {
  const value = percentile(
    values.toSorted((a, b) => a - b),
    share,
  );
  return value === null ? null : value / HOUR;
};

export function figuresOf(played: readonly Played[]): Figures {
  const each = played.flatMap(({ trucks, ground, endsAt, promisedAt, episode }) => {
    const fluid = fluidWaits(episode, trucks);
    return trucks
      .filter(({ noShow }) => !noShow)
      .map((truck) => {
        const trace = ground.traceOf(truck);
        const leftAt = trace.takenAt ?? endsAt;
        const promised = promisedAt.get(truck.index);
        return {
          perishable: goodsOf(truck.class) === 'perishable',
          wait: leftAt - comesAt(truck),
          fluid: fluid.get(truck.index) ?? leftAt - comesAt(truck),
          home: Math.max(0, (trace.arrivedAt ?? endsAt) - comesAt(truck)),
          yard: trace.stagedAt === null ? 0 : (trace.calledAt ?? endsAt) - trace.stagedAt,
          road: trace.roadMs,
          calledOut: trace.enteredAt !== null,
          leftOver: trace.leftOver,
          taken: trace.takenAt !== null,
          behind: promised === undefined ? 0 : Math.max(0, leftAt - Math.max(promised, comesAt(truck))),
        };
      });
  });
  const sum = (of: (one: (typeof each)[number]) => number) => each.reduce((total, one) => total + of(one), 0);
  const total = (of: (one: Played) => number) => played.reduce((all, one) => all + of(one), 0);
  const fruit = each.filter(({ perishable }) => perishable);
  const needed = Math.max(
    1,
    total(({ ground }) => ground.needed),
  );
  return {
    vehicles: each.length,
    taken: sum(({ taken }) => Number(taken)),
    roadsideHours: sum(({ road }) => road) / HOUR,
    mostOnRoad: total(({ ground }) => ground.peakRoadside),
    yardHours: sum(({ yard }) => yard) / HOUR,
    homeHours: sum(({ home }) => home) / HOUR,
    idleShare: total(({ ground }) => ground.idle) / needed,
    idleAtAllShare: total(({ ground }) => ground.idleAtAll) / needed,
    waitP50Hours: p(
      each.map(({ wait }) => wait),
      0.5,
    ),
    waitP90Hours: p(
      each.map(({ wait }) => wait),
      0.9,
    ),
    perishableP90Hours: p(
      fruit.map(({ wait }) => wait),
      0.9,
    ),
    fluidPerishableP90Hours: p(
      fruit.map(({ fluid }) => fluid),
      0.9,
    ),
    fluidP90Hours: p(
      each.map(({ fluid }) => fluid),
      0.9,
    ),
    calledOut: sum(({ calledOut }) => Number(calledOut)),
    notTaken: sum(({ leftOver }) => Number(leftOver)),
    missedCalls: total(({ regulation }) => regulation?.missed ?? 0),
    messages: total(({ regulation }) => regulation?.messages ?? 0),
    mostBehindHours: Math.max(0, ...each.map(({ behind }) => behind / HOUR)),
  };
}

export const playEpisode = (
  episode: Episode,
  policy: Policy,
  seed: number,
  options: Options = USUAL,
): Played[] => episode.queues.map((queue, nth) => playQueue(queue, policy, seed * 101 + nth, options));
